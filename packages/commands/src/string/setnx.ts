import * as arg from '../args/index.ts'
import { type Command, firstKey } from '../command.ts'
import { put } from './put.ts'

/** SETNX key value */
export const setnx: Command = {
  name: 'setnx',
  arity: 3,
  flags: ['write', 'denyoom', 'fast'],
  keys: firstKey('OW', 'insert'),

  run({ db }, argv, reply) {
    const key = arg.key(argv, 1)
    if (db.writeAny(key) !== undefined) return reply.integer(0)
    put(db, key, arg.bytes(argv, 2))
    reply.integer(1)
  },
}
