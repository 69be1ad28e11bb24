import * as arg from '../args/index.ts'
import { type Command, firstKey } from '../command.ts'
import { editable } from '../editable.ts'

/** HSETNX key field value */
export const hsetnx: Command = {
  name: 'hsetnx',
  arity: 4,
  flags: ['write', 'denyoom', 'fast'],
  keys: firstKey('RW', 'insert'),

  run({ db }, argv, reply) {
    const key = arg.key(argv, 1)
    const field = arg.bytes(argv, 2)
    const hash = editable(db, key, 'hash')
    if (hash.has(field)) return reply.integer(0)
    hash.set(field, arg.bytes(argv, 3))
    reply.integer(1)
    db.modified(key, 'hset')
  },
}
