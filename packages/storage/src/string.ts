import type { Bytes } from '@resident/bytes'
import type { EncodingLimits } from './encoding.ts'

/**
 * A string that is edited in place: what SETBIT, SETRANGE, APPEND, BITFIELD
 * and HyperLogLog make of a plain one at their first edit. Its encoding is raw.
 */
export interface StringValue {
  readonly type: 'string'
  readonly length: number
  /** An estimate of the memory held, in bytes; kept by each mutation. */
  readonly bytes: number
  /** The whole content as a string that owns its memory. Costs a copy. */
  toBytes(): Bytes
  /** `start`..`end`, the end excluded; `0 <= start <= end <= length`. */
  slice(start: number, end: number): Bytes
  /** The content itself, to be read before the next mutation and never written to. */
  view(): Uint8Array
  /** Writes `content` at `offset`, growing with zero bytes where needed. */
  overwrite(offset: number, content: Bytes): void
  append(content: Bytes): void
  /** The byte at `index`, or 0 past the end. */
  byteAt(index: number): number
  /** Sets one byte, growing with zero bytes where needed. */
  setByte(index: number, byte: number): void
  /** An independent copy. If limits are given, they decide its encoding from now on. */
  clone(limits?: EncodingLimits): StringValue
}
