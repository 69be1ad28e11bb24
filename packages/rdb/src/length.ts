import { DAMAGED } from './damage.ts'
import type { Input } from './input.ts'
import type { Output } from './output.ts'

//     00LLLLLL                  6 bits
//     01LLLLLL LLLLLLLL        14 bits, and from here on big-endian
//     10000000 + 4 bytes       32 bits
//     10000001 + 8 bytes       64 bits
//     11EEEEEE                 not a length but the special encoding of a string

const FOLLOWS_32 = 0x80
const FOLLOWS_64 = 0x81

/** Writes an unsigned integer of up to 64 bits. */
export function writeLength(output: Output, length: number | bigint): void {
  if (length < 64) {
    output.byte(Number(length))
  } else if (length < 16384) {
    output.byte(0x40 | (Number(length) >> 8))
    output.byte(Number(length) & 255)
  } else if (length <= 0xffffffff) {
    output.byte(FOLLOWS_32)
    output.uint32BigEndian(Number(length))
  } else {
    output.byte(FOLLOWS_64)
    output.uint64BigEndian(length)
  }
}

/** Reads what `writeLength` wrote: a number where that is exact. */
export function readUint64(input: Input): number | bigint {
  const first = input.byte()
  // Where only a length makes sense, Redis reads a special encoding as a length, too.
  return isEncoding(first) ? encodingOf(first) : lengthFrom(input, first)
}

/** The same for a count of things in memory: beyond 2^53 it is only approximate, being too great in any case. */
export function readLength(input: Input): number {
  return Number(readUint64(input))
}

/** Whether a string that begins with this byte is specially encoded. */
export function isEncoding(first: number): boolean {
  return first >= 0xc0
}

/** Which encoding the byte means. */
export function encodingOf(first: number): number {
  return first & 63
}

/** The length that begins with `first`, which has been read and is no encoding. */
export function lengthFrom(input: Input, first: number): number | bigint {
  if (first < 0x40) return first
  if (first < 0x80) return ((first & 63) << 8) | input.byte()
  if (first === FOLLOWS_32) return input.uint32BigEndian()
  if (first === FOLLOWS_64) return input.uint64BigEndian()
  throw DAMAGED
}
