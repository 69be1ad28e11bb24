import type { BitRange } from './bit-range.ts'
import { wordsWithin } from './words.ts'

/** How many bits of each byte value are set. */
const ONES = Uint8Array.from({ length: 256 }, (_, byte) => onesIn(byte))

/** The bits that are set in a 32-bit word. */
function onesIn(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555)
  const nibbles = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333)
  return Math.imul((nibbles + (nibbles >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

/** How many bits of the range are set. The range must lie within the bytes. */
export function countBits(bytes: Uint8Array, { from, to }: BitRange): number {
  if (from > to) return 0
  const first = from >>> 3
  const last = to >>> 3
  const head = bytes[first]! & headMask(from)
  if (first === last) return ONES[head & tailMask(to)]!
  return ONES[head]! + countBytes(bytes, first + 1, last) + ONES[bytes[last]! & tailMask(to)]!
}

/** The position of the first bit of the range that is 0 or 1, as asked; -1 if there is none. The range must lie within the bytes. */
export function findBit(bytes: Uint8Array, bit: 0 | 1, { from, to }: BitRange): number {
  if (from > to) return -1
  const flip = bit === 1 ? 0 : 255
  const last = to >>> 3
  let index = from >>> 3
  let byte = (bytes[index]! ^ flip) & headMask(from)
  if (byte === 0) {
    index = skip(bytes, flip, index + 1, last + 1)
    if (index > last) return -1
    byte = bytes[index]! ^ flip
  }
  const found = index * 8 + Math.clz32(byte) - 24
  return found <= to ? found : -1
}

/** The bits of the first byte that are at or after the position. */
function headMask(from: number): number {
  return 255 >> (from & 7)
}

/** The bits of the last byte that are at or before the position. */
function tailMask(to: number): number {
  return (255 << (7 - (to & 7))) & 255
}

function countBytes(bytes: Uint8Array, start: number, end: number): number {
  const { words, from, to } = wordsWithin(bytes, start, end)
  let count = 0
  for (let i = start; i < from; i++) count += ONES[bytes[i]!]!
  for (let i = 0; i < words.length; i++) count += onesIn(words[i]!)
  for (let i = to; i < end; i++) count += ONES[bytes[i]!]!
  return count
}

/** The index of the first of `bytes[start..end)` that is not `same` (0 or 255), or `end`. */
function skip(bytes: Uint8Array, same: number, start: number, end: number): number {
  const { words, from, to } = wordsWithin(bytes, start, end)
  for (let i = start; i < from; i++) if (bytes[i] !== same) return i
  const sameWord = same === 0 ? 0 : -1
  let i = 0
  while (i < words.length && words[i] === sameWord) i++
  for (let j = i < words.length ? from + 4 * i : to; j < end; j++) if (bytes[j] !== same) return j
  return end
}
