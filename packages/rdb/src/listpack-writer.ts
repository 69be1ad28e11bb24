import { type Bytes, parseStoredInteger, shrink } from '@resident/bytes'
import { Output } from './output.ts'

// A listpack, integers little-endian:
//
//     bytes in all: 4 | entries: 2 | entry … | ff
//
// and an entry:
//
//     0vvvvvvv                           0 to 127
//     10llllll + text                    up to 63 bytes
//     110vvvvv vvvvvvvv                  13 bits, signed
//     1110llll llllllll + text           up to 4095 bytes
//     11110000 + length: 4 + text        more
//     1111000n + 2, 3, 4 or 8 bytes      n from 1 to 4: an integer
//
// with, behind it, the length of all that, 7 bits a byte, to be read backwards.

export const LISTPACK_HEADER = 6
export const LISTPACK_END = 0xff
/** In place of the count in the header: there are this many entries, or more. */
export const LISTPACK_MANY = 65535

/** Writes one listpack. */
export class ListpackWriter {
  readonly #output = new Output(false)
  #count = 0

  constructor() {
    this.#output.uint32(0)
    this.#output.uint16(0)
  }

  /** How many entries there are. */
  get count(): number {
    return this.#count
  }

  /** The length of the listpack, its end included. */
  get bytes(): number {
    return this.#output.length + 1
  }

  /** Adds a string, which Redis stores as an integer if it spells one. */
  append(text: Bytes): void {
    const integer = text.length <= 20 ? parseStoredInteger(text) : undefined
    if (integer !== undefined) this.appendInteger(integer)
    else this.#appendText(text)
  }

  /** Adds a signed 64-bit integer. */
  appendInteger(integer: number | bigint): void {
    const value = typeof integer === 'bigint' ? shrink(integer) : integer
    const output = this.#output
    const before = output.length
    if (typeof value === 'bigint' || value < -2147483648 || value > 2147483647) {
      output.byte(0xf4)
      output.int64(value)
    } else if (value >= 0 && value <= 127) {
      output.byte(value)
    } else if (value >= -4096 && value <= 4095) {
      output.byte(0xc0 | ((value >> 8) & 31))
      output.byte(value & 255)
    } else if (value >= -32768 && value <= 32767) {
      output.byte(0xf1)
      output.uint16(value & 65535)
    } else if (value >= -8388608 && value <= 8388607) {
      output.byte(0xf2)
      output.uint24(value)
    } else {
      output.byte(0xf3)
      output.uint32(value)
    }
    this.#endEntry(before)
  }

  /** The finished listpack; nothing may be added afterwards. */
  finish(): Buffer {
    const output = this.#output
    output.byte(LISTPACK_END)
    output.patchUint32(0, output.length)
    output.patchUint16(4, Math.min(this.#count, LISTPACK_MANY))
    return output.take()
  }

  #appendText(text: Bytes): void {
    const output = this.#output
    const before = output.length
    const length = text.length
    if (length < 64) {
      output.byte(0x80 | length)
    } else if (length < 4096) {
      output.byte(0xe0 | (length >> 8))
      output.byte(length & 255)
    } else {
      output.byte(0xf0)
      output.uint32(length)
    }
    output.text(text)
    this.#endEntry(before)
  }

  #endEntry(before: number): void {
    const size = this.#output.length - before
    const top = backlenBytes(size) - 1
    this.#output.byte(size >>> (7 * top))
    for (let left = top - 1; left >= 0; left--) {
      this.#output.byte(((size >>> (7 * left)) & 127) | 128)
    }
    this.#count++
  }
}

/** In how many bytes Redis writes the length of an entry. At the limits it uses one more than it needs. */
export function backlenBytes(size: number): number {
  if (size <= 127) return 1
  if (size < 16383) return 2
  if (size < 2097151) return 3
  return size < 268435455 ? 4 : 5
}
