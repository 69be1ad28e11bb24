import * as arg from '../args/index.ts'
import { type Command, firstKey } from '../command.ts'
import { err, STRING_TOO_LONG } from '../errors.ts'
import { editable } from './edit.ts'
import { lengthOf } from './plain.ts'

/** SETRANGE key offset value */
export const setrange: Command = {
  name: 'setrange',
  arity: 4,
  flags: ['write', 'denyoom'],
  keys: firstKey('RW', 'update'),

  run({ db, server }, argv, reply) {
    const key = arg.key(argv, 1)
    const offset = arg.integer(argv, 2)
    const value = arg.bytes(argv, 3)
    if (offset < 0) throw err('offset is out of range')

    const string = db.write(key, 'string')
    // An empty value changes nothing, and does not create the key.
    if (value.length === 0) return reply.integer(string === undefined ? 0 : lengthOf(string))
    if (offset + value.length > server.config.maxBulkLength) throw STRING_TOO_LONG

    const target = editable(db, key, string)
    target.overwrite(offset, value)
    db.modified(key, 'setrange')
    reply.integer(target.length)
  },
}
