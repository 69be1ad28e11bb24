import * as arg from '../args/index.ts'
import { type Command, keysFrom } from '../command.ts'

/** What is the same in both rows. */
const ROW: Pick<Command, 'arity' | 'flags' | 'keys' | 'tips'> = {
  arity: -2,
  flags: ['readonly', 'fast'],
  keys: [keysFrom(1, -1, 1, 'RO')],
  tips: ['request_policy:multi_shard', 'response_policy:agg_sum'],
}

/** EXISTS key [key ...] */
export const exists: Command = {
  name: 'exists',
  ...ROW,

  run({ db }, argv, reply) {
    let count = 0
    for (let i = 1; i < argv.length; i++) if (db.inspect(arg.key(argv, i)) !== undefined) count++
    reply.integer(count)
  },
}

/** TOUCH key [key ...]: unlike EXISTS, it marks the keys as used. */
export const touch: Command = {
  name: 'touch',
  ...ROW,

  run({ db }, argv, reply) {
    let count = 0
    for (let i = 1; i < argv.length; i++) if (db.readAny(arg.key(argv, i)) !== undefined) count++
    reply.integer(count)
  },
}
