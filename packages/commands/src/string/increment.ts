import { type Bytes, INT64_MAX, INT64_MIN, parseStoredInteger, shrink } from '@resident/bytes'
import type { HeldTypes, Keyspace } from '@resident/keyspace'
import type { ReplyWriter } from '@resident/protocol'
import { INCREMENT_OVERFLOW, NOT_AN_INTEGER } from '../errors.ts'
import { bytesOf } from './plain.ts'

/** Characters of INT64_MIN; what is longer is no integer, and not worth a copy. */
const MOST_DIGITS = 20

/** INCR, DECR, INCRBY and DECRBY: exact in 64 bits. The deadline stays. */
export function increment(db: Keyspace, key: Bytes, by: number | bigint, reply: ReplyWriter): void {
  const sum = plus(integerOf(db.write(key, 'string')), by)
  db.store(key, sum, true)
  db.modified(key, 'incrby')
  reply.integer(sum)
}

function integerOf(held: HeldTypes['string'] | undefined): number | bigint {
  if (held === undefined) return 0
  if (typeof held === 'number' || typeof held === 'bigint') return held
  const value = held.length > MOST_DIGITS ? undefined : parseStoredInteger(bytesOf(held))
  if (value === undefined) throw NOT_AN_INTEGER
  return value
}

function plus(a: number | bigint, b: number | bigint): number | bigint {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b
    if (Number.isSafeInteger(sum)) return sum
  }
  const exact = BigInt(a) + BigInt(b)
  if (exact > INT64_MAX || exact < INT64_MIN) throw INCREMENT_OVERFLOW
  return shrink(exact)
}
