import { DAMAGED } from './damage.ts'
import type { Entries, Entry } from './entries.ts'
import { Input } from './input.ts'
import { backlenBytes, LISTPACK_END, LISTPACK_HEADER, LISTPACK_MANY } from './listpack-writer.ts'

/**
 * Reads one listpack, and trusts nothing in it: lengths, backward lengths and the count must all
 * agree. It is as strict as `sanitize-dump-payload yes`.
 */
export class ListpackReader implements Entries {
  readonly #blob: Buffer
  readonly #input: Input
  readonly #announced: number
  #count = 0

  constructor(blob: Buffer) {
    if (blob.length <= LISTPACK_HEADER) throw DAMAGED
    this.#blob = blob
    this.#input = new Input(blob, DAMAGED)
    if (this.#input.uint32() !== blob.length) throw DAMAGED
    if (blob[blob.length - 1] !== LISTPACK_END) throw DAMAGED
    this.#announced = this.#input.uint16()
  }

  more(): boolean {
    if (this.#blob[this.#input.position] !== LISTPACK_END) return true
    if (this.#input.left !== 1) throw DAMAGED
    if (this.#announced !== LISTPACK_MANY && this.#announced !== this.#count) throw DAMAGED
    return false
  }

  next(): Entry {
    const input = this.#input
    const before = input.position
    const entry = this.#content(input.byte())
    const size = input.position - before
    // At least the byte that ends the listpack must be left.
    if (input.left <= backlenBytes(size)) throw DAMAGED
    input.skip(backlenBytes(size))
    if (!this.#tells(size)) throw DAMAGED
    this.#count++
    return entry
  }

  #content(first: number): Entry {
    const input = this.#input
    if (first < 0x80) return first
    if (first < 0xc0) return this.#text(first & 63)
    if (first < 0xe0) return (((first << 8) | input.byte()) << 19) >> 19
    if (first < 0xf0) return this.#text(((first & 15) << 8) | input.byte())
    switch (first) {
      case 0xf0:
        return this.#text(input.uint32())
      case 0xf1:
        return input.int16()
      case 0xf2:
        return input.int24()
      case 0xf3:
        return input.int32()
      case 0xf4:
        return input.int64()
      default:
        throw DAMAGED
    }
  }

  #text(length: number): Entry {
    if (length >= this.#input.left) throw DAMAGED
    return this.#input.text(length)
  }

  /** Whether the backward length before the current position is `size`. */
  #tells(size: number): boolean {
    let at = this.#input.position - 1
    let told = 0
    for (let shift = 0; shift <= 28; shift += 7) {
      const byte = this.#blob[at--] as number
      told += (byte & 127) * 2 ** shift
      if (byte < 128) return told === size
    }
    return false
  }
}
