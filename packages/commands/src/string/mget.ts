import * as arg from '../args/index.ts'
import { type Command, keysFrom } from '../command.ts'
import { contentOf, isString } from './plain.ts'

/** MGET key [key ...] */
export const mget: Command = {
  name: 'mget',
  arity: -2,
  flags: ['readonly', 'fast'],
  tips: ['request_policy:multi_shard'],
  keys: [keysFrom(1, -1, 1, 'RO', 'access')],

  run({ db }, argv, reply) {
    reply.array(argv.length - 1)
    for (let i = 1; i < argv.length; i++) {
      const held = db.readAny(arg.key(argv, i))
      // A key of another type is no error here: it has no string.
      if (held === undefined || !isString(held)) reply.null()
      else reply.bulk(contentOf(held))
    }
  },
}
