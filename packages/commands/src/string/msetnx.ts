import * as arg from '../args/index.ts'
import { type Command, keysFrom } from '../command.ts'
import { wrongArity } from '../errors.ts'
import { putAll } from './put.ts'

/** MSETNX key value [key value ...] */
export const msetnx: Command = {
  name: 'msetnx',
  arity: -3,
  flags: ['write', 'denyoom'],
  tips: ['request_policy:multi_shard', 'response_policy:agg_min'],
  keys: [keysFrom(1, -1, 2, 'OW', 'insert')],

  run({ db }, argv, reply) {
    if (argv.length % 2 === 0) throw wrongArity('msetnx')
    for (let i = 1; i < argv.length; i += 2) {
      if (db.writeAny(arg.key(argv, i)) !== undefined) return reply.integer(0)
    }
    putAll(db, argv)
    reply.integer(1)
  },
}
