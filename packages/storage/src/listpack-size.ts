import { parseStoredInteger } from '@resident/bytes'

// The sizes of things in Redis's listpack, in bytes. Every entry is
//
//     encoding and content | backlen: the length of these, in 1 to 5 bytes
//
// and the whole has a header of 6 bytes and an end of one.

export const EMPTY_LISTPACK_BYTES = 7

/** The size of an integer: an int64, as a number where that is exact, else as a bigint. */
export function listpackIntegerBytes(value: number | bigint): number {
  if (value >= 0 && value <= 127) return 2
  if (value >= -4096 && value <= 4095) return 3
  if (value >= -32768 && value <= 32767) return 4
  if (value >= -8388608 && value <= 8388607) return 5
  if (value >= -2147483648 && value <= 2147483647) return 6
  return 10
}

/** The size of a string, which is stored as an integer if it spells one. */
export function listpackEntryBytes(text: string): number {
  const length = text.length
  if (length <= 20 && text.charCodeAt(0) <= 57) {
    const integer = parseStoredInteger(text)
    if (integer !== undefined) return listpackIntegerBytes(integer)
  }
  const content = length + (length < 64 ? 1 : length < 4096 ? 2 : 5)
  return content + backlenBytes(content)
}

function backlenBytes(content: number): number {
  if (content <= 127) return 1
  if (content < 16383) return 2
  if (content < 2097151) return 3
  return content < 268435455 ? 4 : 5
}

/** The size of a sorted set's score: stored as an integer where it is one, otherwise as %.17g writes it. */
export function listpackScoreBytes(score: number): number {
  if (Number.isInteger(score) && Math.abs(score) <= 2 ** 62) return listpackIntegerBytes(score)
  // Seventeen digits for all but the few fractions that end sooner: an estimate, not a count.
  return Number.isInteger(score * 1024) ? 2 + String(score).length : 20
}
