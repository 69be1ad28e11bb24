import type { Bytes } from '@resident/bytes'
import type { Encoding, EncodingLimits, IntsetWidth } from './encoding.ts'

/**
 * Distinct members.
 *
 * While the encoding is intset, positions and `each` follow numeric order.
 * Afterwards any order that is stable between mutations will do.
 */
export interface SetValue {
  readonly type: 'set'
  readonly encoding: Encoding
  readonly length: number
  /** An estimate of the memory held, in bytes; kept by each mutation. */
  readonly bytes: number
  /** The width of an intset: it has room for the widest member that was ever added, and never shrinks. DUMP shows it. */
  readonly intsetWidth: IntsetWidth
  /** Makes an intset at least this wide: for one read from a dump, that once had wider members. */
  widen(width: IntsetWidth): void
  has(member: Bytes): boolean
  /** Says whether the member is new. */
  add(member: Bytes): boolean
  /** Says whether there was such a member. */
  delete(member: Bytes): boolean
  /** The member at a position, `0 <= position < length`, in O(1): for picking at random. */
  at(position: number): Bytes
  /** Visits all. The set must not change meanwhile. */
  each(visit: (member: Bytes) => void): void
  /** As `HashValue.scan`. */
  scan(cursor: number, count: number, visit: (member: Bytes) => void): number
  /** An independent copy in the same encoding. If `limits` are given, they decide its conversions from now on. */
  clone(limits?: EncodingLimits): SetValue
}
