/** Below this many bytes it does not pay to go word by word. */
const WORTHWHILE = 64

/** Aligned 32-bit words over `bytes[from..to)`. */
export interface Words {
  readonly words: Int32Array
  readonly from: number
  readonly to: number
}

/** The aligned words that lie within `bytes[start..end)`; none (and `from` is `end`) where it does not pay. */
export function wordsWithin(bytes: Uint8Array, start: number, end: number): Words {
  const few = end - start < WORTHWHILE
  const from = few ? end : start + (-(bytes.byteOffset + start) & 3)
  const length = (end - from) >> 2
  const words = few ? NONE : new Int32Array(bytes.buffer, bytes.byteOffset + from, length)
  return { words, from, to: from + 4 * length }
}

const NONE = new Int32Array(0)
