import { type Bytes, INT64_MIN, parseStoredInteger } from '@resident/bytes'
import type { HeldTypes, Keyspace } from '@resident/keyspace'
import type { ReplyWriter } from '@resident/protocol'
import * as arg from '../args/index.ts'
import { type Command, firstKey } from '../command.ts'
import { err, NOT_AN_INTEGER } from '../errors.ts'
import { sum } from '../sum.ts'
import { bytesOf } from './plain.ts'

/** The length of INT64_MIN: what is longer is no integer, and need not be copied to be parsed. */
const MOST_DIGITS = 20

/** What is the same in all rows. */
const ROW: Pick<Command, 'flags' | 'keys'> = {
  flags: ['write', 'denyoom', 'fast'],
  keys: firstKey('RW', 'access', 'update'),
}

/** INCR key */
export const incr: Command = {
  name: 'incr',
  arity: 2,
  ...ROW,
  run: ({ db }, argv, reply) => increment(db, arg.key(argv, 1), 1, reply),
}

/** DECR key */
export const decr: Command = {
  name: 'decr',
  arity: 2,
  ...ROW,
  run: ({ db }, argv, reply) => increment(db, arg.key(argv, 1), -1, reply),
}

/** INCRBY key increment */
export const incrby: Command = {
  name: 'incrby',
  arity: 3,
  ...ROW,
  run: ({ db }, argv, reply) => increment(db, arg.key(argv, 1), arg.exactInteger(argv, 2), reply),
}

/** DECRBY key decrement */
export const decrby: Command = {
  name: 'decrby',
  arity: 3,
  ...ROW,

  run({ db }, argv, reply) {
    const decrement = arg.exactInteger(argv, 2)
    if (decrement === INT64_MIN) throw err('decrement would overflow')
    increment(db, arg.key(argv, 1), -decrement, reply)
  },
}

/** Increments exactly, within 64 bits. The deadline stays. */
function increment(db: Keyspace, key: Bytes, by: number | bigint, reply: ReplyWriter): void {
  const total = sum(integerOf(db.write(key, 'string')), by)
  db.put(key, total, 'incrby', 'KEEPTTL')
  reply.integer(total)
}

function integerOf(held: HeldTypes['string'] | undefined): number | bigint {
  if (held === undefined) return 0
  if (typeof held === 'number' || typeof held === 'bigint') return held
  const value = held.length > MOST_DIGITS ? undefined : parseStoredInteger(bytesOf(held))
  if (value === undefined) throw NOT_AN_INTEGER
  return value
}
