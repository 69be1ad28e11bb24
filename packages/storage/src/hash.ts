import type { Bytes } from '@resident/bytes'
import type { Encoding, EncodingLimits } from './encoding.ts'

/**
 * Fields and their values.
 *
 * While the encoding is listpack, positions and `each` follow insertion order
 * (a changed value keeps its place). Afterwards any order that is stable
 * between mutations will do.
 */
export interface HashValue {
  readonly type: 'hash'
  readonly encoding: Encoding
  /** How many fields. */
  readonly length: number
  /** An estimate of the memory held, in bytes; kept by each mutation. */
  readonly bytes: number
  get(field: Bytes): Bytes | undefined
  has(field: Bytes): boolean
  /** Says whether the field is new. */
  set(field: Bytes, value: Bytes): boolean
  /** Says whether there was such a field. */
  delete(field: Bytes): boolean
  /** The field at a position, `0 <= position < length`, in O(1): for picking at random. */
  fieldAt(position: number): Bytes
  valueAt(position: number): Bytes
  /** Visits all. The hash must not change meanwhile. */
  each(visit: (field: Bytes, value: Bytes) => void): void
  /**
   * One step of an iteration that may be interrupted by mutations: it starts with
   * cursor 0, and is finished when 0 is returned. Every field that is there from the
   * first step to the last is visited at least once. Any cursor is legal.
   * While the encoding is listpack (or, in a set, intset) any cursor visits everything at once, as in Redis.
   */
  scan(cursor: number, count: number, visit: (field: Bytes, value: Bytes) => void): number
  /** An independent copy in the same encoding. If `limits` are given, they decide its conversions from now on. */
  clone(limits?: EncodingLimits): HashValue
}
