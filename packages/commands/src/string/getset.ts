import * as arg from '../args/index.ts'
import { type Command, firstKey } from '../command.ts'
import { contentOf } from './plain.ts'
import { put } from './put.ts'

/** GETSET key value */
export const getset: Command = {
  name: 'getset',
  arity: 3,
  flags: ['write', 'denyoom', 'fast'],
  keys: firstKey('RW', 'access', 'update'),

  run({ db }, argv, reply) {
    const key = arg.key(argv, 1)
    const before = db.read(key, 'string')
    if (before === undefined) reply.null()
    else reply.bulk(contentOf(before))
    put(db, key, arg.bytes(argv, 2))
  },
}
