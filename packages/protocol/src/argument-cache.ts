import type { Bytes } from '@resident/bytes'

/** Longer arguments are rarely keys or fields, and rarely repeated. A multiple of 4. */
export const LONGEST_CACHED = 64

/** Places in the table: a power of two. */
const SLOTS = 1024

/**
 * Gives arguments that come again and again, such as hot keys and names of fields, the same string each
 * time: V8 remembers its hash, and compares it with itself by its address.
 *
 * A direct-mapped table: an argument replaces whichever has the same slot. At first only its hash is
 * noted, and the string is made when the same hash comes to the slot twice in a row, so that an argument
 * that comes once costs only its hash. Holds 64 KiB, and at most 1,024 strings.
 */
export class ArgumentCache {
  readonly #hashes: Int32Array = new Int32Array(SLOTS)
  readonly #strings: string[] = new Array<string>(SLOTS).fill('')
  /** The bytes of the strings, to be compared word by word. */
  readonly #contents: Buffer = Buffer.alloc(SLOTS * LONGEST_CACHED)
  readonly #words: DataView = new DataView(this.#contents.buffer, this.#contents.byteOffset)

  /**
   * The string for `length` bytes at `from`, of 4 to `LONGEST_CACHED`; `undefined` while they are not known. It owns its memory.
   */
  find(bytes: DataView, from: number, length: number): Bytes | undefined {
    const last = from + length - 4
    // MurmurHash3's steps. The last word may overlap the one before it.
    let hash = length
    for (let at = from; at < last; at += 4) {
      hash = Math.imul(hash ^ bytes.getInt32(at, true), 0x9e3779b1) ^ (hash >>> 15)
    }
    hash = Math.imul(hash ^ bytes.getInt32(last, true), 0x85ebca6b)
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
    hash ^= hash >>> 16

    const slot = hash & (SLOTS - 1)
    const known = this.#strings[slot]!
    if (this.#hashes[slot] !== hash) {
      this.#hashes[slot] = hash
      if (known !== '') this.#strings[slot] = ''
      return undefined
    }
    if (known.length !== length) {
      return known === '' ? this.#learn(slot, bytes, from, length) : undefined
    }
    const words = this.#words
    const place = slot * LONGEST_CACHED - from
    for (let at = from; at < last; at += 4) {
      if (bytes.getInt32(at, true) !== words.getInt32(at + place, true)) return undefined
    }
    return bytes.getInt32(last, true) === words.getInt32(last + place, true)
      ? (known as Bytes)
      : undefined
  }

  #learn(slot: number, bytes: DataView, from: number, length: number): Bytes {
    const place = slot * LONGEST_CACHED
    for (let at = 0; at < length; at++) this.#contents[place + at] = bytes.getUint8(from + at)
    const string = this.#contents.toString('latin1', place, place + length) as Bytes
    this.#strings[slot] = string
    return string
  }
}
