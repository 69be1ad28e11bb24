import { DAMAGED } from './damage.ts'
import type { Entries, Entry } from './entries.ts'
import { Input } from './input.ts'

// The encoding that listpacks replaced in Redis 7.0; integers are little-endian, except for the lengths of text:
//
//     bytes in all: 4 | offset of the last entry: 4 | entries: 2 | entry … | ff
//
// and an entry, after the length of the one before (a byte, or fe and 4 bytes):
//
//     00llllll + text              01llllll llllllll + text        10...... + length: 4 + text
//     c0, d0, e0, f0, fe + an integer of 2, 4, 8, 3, 1 bytes
//     f1 to fd                     0 to 12

const HEADER = 10
const END = 0xff
const LONG_PREVIOUS = 0xfe
const MANY = 65535

/** Reads one ziplist of Redis 6.2 or before, and trusts it as little as `ListpackReader` does. */
export class ZiplistReader implements Entries {
  readonly #blob: Buffer
  readonly #input: Input
  readonly #tail: number
  readonly #announced: number
  #count = 0
  #previous = 0
  #previousSize = 0

  constructor(blob: Buffer) {
    if (blob.length <= HEADER) throw DAMAGED
    this.#blob = blob
    this.#input = new Input(blob, DAMAGED)
    if (this.#input.uint32() !== blob.length) throw DAMAGED
    if (blob[blob.length - 1] !== END) throw DAMAGED
    this.#tail = this.#input.uint32()
    if (this.#tail >= blob.length) throw DAMAGED
    this.#announced = this.#input.uint16()
  }

  more(): boolean {
    if (this.#blob[this.#input.position] !== END) return true
    if (this.#input.left !== 1) throw DAMAGED
    if (this.#count > 0 && this.#previous !== this.#tail) throw DAMAGED
    if (this.#announced !== MANY && this.#announced !== this.#count) throw DAMAGED
    return false
  }

  next(): Entry {
    const input = this.#input
    const before = input.position
    const previous = input.byte()
    const told = previous === LONG_PREVIOUS ? input.uint32() : previous
    if (told !== this.#previousSize) throw DAMAGED
    const entry = this.#content(input.byte())
    // At least the byte that ends the ziplist must be left.
    if (input.left === 0) throw DAMAGED
    this.#previous = before
    this.#previousSize = input.position - before
    this.#count++
    return entry
  }

  #content(first: number): Entry {
    const input = this.#input
    if (first < 0x40) return input.text(first)
    if (first < 0x80) return input.text(((first & 63) << 8) | input.byte())
    if (first < 0xc0) return input.text(input.uint32BigEndian())
    if (first > 0xf0 && first < 0xfe) return (first & 15) - 1
    switch (first) {
      case 0xc0:
        return input.int16()
      case 0xd0:
        return input.int32()
      case 0xe0:
        return input.int64()
      case 0xf0:
        return input.int24()
      case 0xfe:
        return input.int8()
      default:
        throw DAMAGED
    }
  }
}
