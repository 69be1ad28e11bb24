/** Below so many bytes it does not pay to go by words. */
const WORTHWHILE = 64

/** Aligned 32-bit words over `bytes[from..to)`. */
export interface Words {
  readonly words: Int32Array
  readonly from: number
  readonly to: number
}

/** As many whole words as lie among `bytes[start..end)`; none, at the end, where it does not pay. */
export function wordsWithin(bytes: Uint8Array, start: number, end: number): Words {
  const few = end - start < WORTHWHILE
  const from = few ? end : start + (-(bytes.byteOffset + start) & 3)
  const length = (end - from) >> 2
  const words = few ? NONE : new Int32Array(bytes.buffer, bytes.byteOffset + from, length)
  return { words, from, to: from + 4 * length }
}

const NONE = new Int32Array(0)
