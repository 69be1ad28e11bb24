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
  /** Removes up to `limit` elements equal to this one, searching from `from`; returns how many. */
  remove(element: Bytes, limit: number, from: ListEnd): number
  /** Keeps `start`..`stop`, both included; `start <= stop`. */
  trim(start: number, stop: number): void
  /** Visits `start`..`stop`, both included, backwards if `start > stop`. Meanwhile the list must not change. */
  each(start: number, stop: number, visit: (element: Bytes) => void): void
  /** An independent copy in the same encoding. If `limits` are given, they decide its conversions from now on. */
  clone(limits?: EncodingLimits): ListValue
}
