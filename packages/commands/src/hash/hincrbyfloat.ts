import { LongDouble } from '@resident/bytes'
import * as arg from '../args/index.ts'
import { type Command, firstKey } from '../command.ts'
import { editable } from '../editable.ts'
import { err, NAN_OR_INFINITY } from '../errors.ts'

/** HINCRBYFLOAT key field increment */
export const hincrbyfloat: Command = {
  name: 'hincrbyfloat',
  arity: 4,
  flags: ['write', 'denyoom', 'fast'],
  keys: firstKey('RW', 'access', 'update'),

  run({ db }, argv, reply) {
    const key = arg.key(argv, 1)
    const field = arg.bytes(argv, 2)
    const by = arg.longDouble(argv, 3)
    if (!by.isFinite) throw err('value is NaN or Infinity')

    const hash = editable(db, key, 'hash')
    const before = LongDouble.parse(hash.get(field) ?? '0')
    if (before === undefined) throw err('hash value is not a float')
    const total = before.plus(by)
    if (!total.isFinite) throw NAN_OR_INFINITY
    const text = total.format()
    hash.set(field, text)
    reply.bulk(text)
    db.modified(key, 'hincrbyfloat')
  },
}
