import type { Bytes } from '@resident/bytes'
import type { Encoding, EncodingLimits } from './encoding.ts'

/**
 * Members ordered by score, then by member.
 *
 * Every range Redis can ask for (by score, by lex, by rank) is turned into
 * ranks with `countBelow` and `countBelowMember`, so ranks are all an engine
 * needs to be good at: `rank`, the two counts and the start of `each` should
 * cost O(log n).
 *
 * A score is never NaN. -0 and 0 are equal: a listpack keeps both as 0, as
 * Redis's does; in a skiplist the one that was set first stays.
 */
export interface SortedSetValue {
  readonly type: 'zset'
  readonly encoding: Encoding
  readonly length: number
  /** An estimate of the memory held, in bytes; kept by each mutation. */
  readonly bytes: number
  score(member: Bytes): number | undefined
  /** Adds the member or moves it to `score`; says which. */
  add(member: Bytes, score: number): 'added' | 'moved' | 'same'
  /** Says whether there was such a member. */
  delete(member: Bytes): boolean
  /** How many members come before this one; `undefined` if it is not there. */
  rank(member: Bytes): number | undefined
  /**
   * How many members score less than `score`; with `orEqual`, not more than it. A flag and not two methods, for
   * whoever asks has a bound that is open or closed.
   */
  countBelow(score: number, orEqual: boolean): number
  /** The same by member, for sets whose scores are all equal. */
  countBelowMember(member: Bytes, orEqual: boolean): number
  /** Visits ranks `start`..`stop`, both included, backwards if `start > stop`; both are within the set. */
  each(start: number, stop: number, visit: (member: Bytes, score: number) => void): void
  /** As `HashValue.scan`. */
  scan(cursor: number, count: number, visit: (member: Bytes, score: number) => void): number
  /** An independent copy in the same encoding. If `limits` are given, they decide its conversions from now on. */
  clone(limits?: EncodingLimits): SortedSetValue
}
