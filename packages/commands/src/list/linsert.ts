import type { Bytes } from '@resident/bytes'
import type { ListValue } from '@resident/storage'
import * as arg from '../args/index.ts'
import { type Command, firstKey } from '../command.ts'
import { SYNTAX } from '../errors.ts'

/** LINSERT key <BEFORE | AFTER> pivot element */
export const linsert: Command = {
  name: 'linsert',
  arity: 5,
  flags: ['write', 'denyoom'],
  keys: firstKey('RW', 'insert'),

  run({ db }, argv, reply) {
    const after = arg.is(argv, 2, 'AFTER')
    if (!after && !arg.is(argv, 2, 'BEFORE')) throw SYNTAX
    const key = arg.key(argv, 1)
    const list = db.write(key, 'list')
    if (list === undefined) return reply.integer(0)
    const pivot = indexOf(list, arg.bytes(argv, 3))
    if (pivot < 0) return reply.integer(-1)
    list.insert(after ? pivot + 1 : pivot, arg.bytes(argv, 4))
    db.modified(key, 'linsert')
    reply.integer(list.length)
  },
}

function indexOf(list: ListValue, element: Bytes): number {
  for (let index = 0; index < list.length; index++) if (list.at(index) === element) return index
  return -1
}
