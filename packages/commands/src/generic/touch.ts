import * as arg from '../args/index.ts'
import { type Command, keysFrom } from '../command.ts'

/** TOUCH key [key ...] */
export const touch: Command = {
  name: 'touch',
  arity: -2,
  flags: ['readonly', 'fast'],
  keys: [keysFrom(1, -1, 1, 'RO')],
  tips: ['request_policy:multi_shard', 'response_policy:agg_sum'],

  run({ db }, argv, reply) {
    let count = 0
    for (let i = 1; i < argv.length; i++) {
      if (db.readAny(arg.key(argv, i)) !== undefined) count++
    }
    reply.integer(count)
  },
}
