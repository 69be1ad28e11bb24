import { type Bytes, parseStoredInteger } from '@resident/bytes'
import type { HeldTypes, Keyspace } from '@resident/keyspace'
import type { ReplyWriter } from '@resident/protocol'
import { NOT_AN_INTEGER } from '../errors.ts'
import { sum } from '../sum.ts'
import { bytesOf } from './plain.ts'

/** Characters of INT64_MIN; what is longer is no integer, and not worth a copy. */
const MOST_DIGITS = 20

/** INCR, DECR, INCRBY and DECRBY: exact in 64 bits. The deadline stays. */
export function increment(db: Keyspace, key: Bytes, by: number | bigint, reply: ReplyWriter): void {
  const total = sum(integerOf(db.write(key, 'string')), by)
  db.put(key, total, 'incrby', true)
  reply.integer(total)
}

function integerOf(held: HeldTypes['string'] | undefined): number | bigint {
  if (held === undefined) return 0
  if (typeof held === 'number' || typeof held === 'bigint') return held
  const value = held.length > MOST_DIGITS ? undefined : parseStoredInteger(bytesOf(held))
  if (value === undefined) throw NOT_AN_INTEGER
  return value
}
