import * as arg from '../args/index.ts'
import { type Command, firstKey } from '../command.ts'
import { STRING_TOO_LONG } from '../errors.ts'
import { editable } from './edit.ts'
import { encoded, lengthOf } from './plain.ts'

/** APPEND key value */
export const append: Command = {
  name: 'append',
  arity: 3,
  flags: ['write', 'denyoom', 'fast'],
  keys: firstKey('RW', 'insert'),

  run({ db, server }, argv, reply) {
    const key = arg.key(argv, 1)
    const value = arg.bytes(argv, 2)
    const string = db.write(key, 'string')
    const length = value.length + (string === undefined ? 0 : lengthOf(string))
    if (string === undefined) db.store(key, encoded(value))
    else {
      if (length > server.config.maxBulkLength) throw STRING_TOO_LONG
      editable(db, key, string).append(value)
    }
    db.modified(key, 'append')
    reply.integer(length)
  },
}
