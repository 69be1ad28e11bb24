import { DAMAGED } from './damage.ts'
import type { Entries, Entry } from './entries.ts'
import { Input } from './input.ts'

// The encoding of small hashes before Redis 2.6:
//
//     pairs: 1 | length, field, length, unused: 1, value, as many unused bytes … | ff
//
// where a length is a byte, or fe and 4 bytes.

const END = 0xff
const MANY = 0xfe

/** Reads one zipmap: fields and values in turn. */
export class ZipmapReader implements Entries {
  readonly #blob: Buffer
  readonly #input: Input
  readonly #announced: number
  #count = 0

  constructor(blob: Buffer) {
    if (blob.length < 2 || blob[blob.length - 1] !== END) throw DAMAGED
    this.#blob = blob
    this.#input = new Input(blob, DAMAGED)
    this.#announced = this.#input.byte()
  }

  more(): boolean {
    if (this.#count % 2 === 1 || this.#blob[this.#input.position] !== END) return true
    if (this.#input.left !== 1 || this.#count === 0) throw DAMAGED
    if (this.#announced !== MANY && this.#announced !== this.#count / 2) throw DAMAGED
    return false
  }

  next(): Entry {
    const input = this.#input
    const first = input.byte()
    const length = first < MANY ? first : input.uint32()
    const unused = this.#count % 2 === 1 ? input.byte() : 0
    const entry = input.text(length)
    input.skip(unused)
    // At least the byte that ends the zipmap must be left.
    if (input.left === 0) throw DAMAGED
    this.#count++
    return entry
  }
}
