import type { Bytes } from '@resident/bytes'
import type {
  HashValue,
  ListValue,
  SetValue,
  SortedSetValue,
  StringValue,
  ValueType,
} from '@resident/storage'
import type { StreamValue } from './stream-value.ts'

/**
 * A string that was never edited in place, held without a wrapper: bytes
 * (embstr or raw by length), or the integer that Redis would encode as int, as
 * a number where that is exact, else as a bigint.
 */
export type PlainString = Bytes | number | bigint

/** What the key table holds, by type. */
export interface HeldTypes {
  string: PlainString | StringValue
  list: ListValue
  set: SetValue
  zset: SortedSetValue
  hash: HashValue
  stream: StreamValue
}

export type Held = HeldTypes[ValueType]

/** The value types whose key is deleted with their last element. */
export type Collection = ListValue | SetValue | SortedSetValue | HashValue

export function typeOf(held: Held): ValueType {
  return typeof held === 'object' ? held.type : 'string'
}
