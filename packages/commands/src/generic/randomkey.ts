import type { Command } from '../command.ts'

/** RANDOMKEY */
export const randomkey: Command = {
  name: 'randomkey',
  arity: 1,
  flags: ['readonly'],
  tips: ['request_policy:all_shards', 'nondeterministic_output'],

  run({ db }, _argv, reply) {
    const key = db.randomKey()
    if (key === undefined) reply.null()
    else reply.bulk(key)
  },
}
