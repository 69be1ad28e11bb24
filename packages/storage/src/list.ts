import type { Bytes } from '@resident/bytes'
import type { Encoding, EncodingLimits } from './encoding.ts'

export type ListEnd = 'head' | 'tail'

/**
 * A sequence of elements, addressed from the head by 0-based index.
 *
 * Callers resolve negative indexes and clamp ranges; an engine may assume
 * `0 <= index < length`.
 */
export interface ListValue {
  readonly type: 'list'
  readonly encoding: Encoding
  readonly length: number
  /** An estimate of the memory held, in bytes; kept by each mutation. */
  readonly bytes: number
  push(end: ListEnd, element: Bytes): void
  pop(end: ListEnd): Bytes | undefined
  at(index: number): Bytes
  replace(index: number, element: Bytes): void
  /** Puts `element` before the one at `index`; `index` may be `length`. */
  insert(index: number, element: Bytes): void
  /** Removes up to `limit` equal elements, searching from `from`; says how many. */
  remove(element: Bytes, limit: number, from: ListEnd): number
  /** Keeps `start`..`stop`, both included; `start <= stop`. */
  trim(start: number, stop: number): void
  /** Visits `start`..`stop`, both included, backwards if `start > stop`. The list must not change meanwhile. */
  each(start: number, stop: number, visit: (element: Bytes) => void): void
  /** A copy that goes its own way. Its encoding is decided by these limits from now on, where they are given. */
  clone(limits?: EncodingLimits): ListValue
}
