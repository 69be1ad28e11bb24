import { ascii, parseStoredInteger } from '@resident/bytes'
import * as arg from '../args/index.ts'
import { type Command, firstKey } from '../command.ts'
import { editable } from '../editable.ts'
import { err } from '../errors.ts'
import { sum } from '../sum.ts'

/** HINCRBY key field increment */
export const hincrby: Command = {
  name: 'hincrby',
  arity: 4,
  flags: ['write', 'denyoom', 'fast'],
  keys: firstKey('RW', 'access', 'update'),

  run({ db }, argv, reply) {
    const key = arg.key(argv, 1)
    const field = arg.bytes(argv, 2)
    const by = arg.exactInteger(argv, 3)

    const hash = editable(db, key, 'hash')
    const before = hash.get(field)
    const start = before === undefined ? 0 : parseStoredInteger(before)
    if (start === undefined) throw err('hash value is not an integer')
    const total = sum(start, by)
    hash.set(field, ascii(String(total)))
    reply.integer(total)
    db.modified(key, 'hincrby')
  },
}
