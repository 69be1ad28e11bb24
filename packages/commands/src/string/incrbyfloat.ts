import { LongDouble } from '@resident/bytes'
import type { HeldTypes } from '@resident/keyspace'
import * as arg from '../args/index.ts'
import { type Command, firstKey } from '../command.ts'
import { NAN_OR_INFINITY, NOT_A_FLOAT } from '../errors.ts'
import { bytesOf } from './plain.ts'

/** INCRBYFLOAT key increment */
export const incrbyfloat: Command = {
  name: 'incrbyfloat',
  arity: 3,
  flags: ['write', 'denyoom', 'fast'],
  keys: firstKey('RW', 'access', 'update'),

  run({ db }, argv, reply) {
    const key = arg.key(argv, 1)
    const before = floatOf(db.write(key, 'string'))
    const sum = before.plus(arg.longDouble(argv, 2))
    if (!sum.isFinite) throw NAN_OR_INFINITY
    const text = sum.format()
    // Stored as text even where it is an integer: Redis does not encode it anew.
    db.put(key, text, 'incrbyfloat', 'KEEPTTL')
    reply.bulk(text)
  },
}

function floatOf(held: HeldTypes['string'] | undefined): LongDouble {
  const value = held === undefined ? LongDouble.of(0) : LongDouble.parse(bytesOf(held))
  if (value === undefined) throw NOT_A_FLOAT
  return value
}
