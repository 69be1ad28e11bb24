import type { Bytes } from '@resident/bytes'
import type { Keyspace } from '@resident/keyspace'
import * as arg from '../args/index.ts'
import { type Command, keysFrom } from '../command.ts'

/** EXISTS key [key ...] */
export const exists: Command = countKeys('exists', (db, key) => db.inspect(key) !== undefined)

/** TOUCH key [key ...]: to be counted is to be used. */
export const touch: Command = countKeys('touch', (db, key) => db.readAny(key) !== undefined)

function countKeys(name: string, finds: (db: Keyspace, key: Bytes) => boolean): Command {
  return {
    name,
    arity: -2,
    flags: ['readonly', 'fast'],
    keys: [keysFrom(1, -1, 1, 'RO')],
    tips: ['request_policy:multi_shard', 'response_policy:agg_sum'],

    run({ db }, argv, reply) {
      let count = 0
      for (let i = 1; i < argv.length; i++) if (finds(db, arg.key(argv, i))) count++
      reply.integer(count)
    },
  }
}
