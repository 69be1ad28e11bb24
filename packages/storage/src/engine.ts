import type { Bytes } from '@resident/bytes'
import type { EncodingLimits } from './encoding.ts'
import type { HashValue } from './hash.ts'
import type { ListValue } from './list.ts'
import type { SetValue } from './set.ts'
import type { SortedSetValue } from './sorted-set.ts'
import type { StreamLog } from './stream-log.ts'
import type { StringValue } from './string.ts'

/**
 * Redis's types, by the names its TYPE command gives them.
 *
 * Adding a type? Also: its suite under `testing/`, its rule in `encoding.ts`,
 * its RDB encoding, and its place in `keyspace/src/held.ts`.
 */
export interface ValueTypes {
  string: StringValue
  list: ListValue
  set: SetValue
  zset: SortedSetValue
  hash: HashValue
  stream: StreamLog
}

export type ValueType = keyof ValueTypes

/**
 * Makes the values that keys hold.
 *
 * An engine knows data structures and nothing else: no keys, no expiry, no
 * clock, no randomness, no protocol. Every method is synchronous, throws nothing,
 * and may rely on what its interface says about its arguments. Engines are
 * combined by spreading: `{ ...mapEngine, zset: btreeEngine.zset }`.
 *
 * `limits` is live: CONFIG SET changes it under values that already exist, and
 * an engine reads it at each mutation that could convert an encoding.
 */
export interface Engine {
  /** A string that will be edited in place; plain strings never reach an engine. */
  readonly string: (initial: Bytes) => StringValue
  readonly list: (limits: EncodingLimits) => ListValue
  readonly set: (limits: EncodingLimits) => SetValue
  readonly zset: (limits: EncodingLimits) => SortedSetValue
  readonly hash: (limits: EncodingLimits) => HashValue
  readonly stream: (limits: EncodingLimits) => StreamLog
}
