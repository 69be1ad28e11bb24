import { ascii, type Bytes, toBuffer } from '@resident/bytes'

/** A run of bytes that both strings share: where it begins in each. */
export interface CommonRange {
  readonly a: number
  readonly b: number
  readonly length: number
}

/**
 * The longest common subsequence of two strings, by dynamic programming in
 * O(|a| · |b|).
 *
 * Redis keeps the whole table of lengths, 32 bits per cell. The walk back to the
 * subsequence needs to know of each cell only which of two ways to go, so this
 * keeps one bit per cell and a single row of lengths.
 */
export class LcsTable {
  readonly length: number
  readonly #text: Bytes
  readonly #a: Uint8Array
  readonly #b: Uint8Array
  /** Bit `i · |b| + j`: leaving out a[i] gives a longer subsequence than leaving out b[j]. */
  readonly #dropsA: Uint8Array

  constructor(a: Bytes, b: Bytes) {
    this.#text = a
    this.#a = toBuffer(a)
    this.#b = toBuffer(b)
    this.#dropsA = new Uint8Array(Math.ceil((a.length * b.length) / 8))
    const lengths = new Uint32Array(b.length + 1)
    for (let i = 0; i < a.length; i++) this.#fillRow(i, lengths)
    this.length = lengths[b.length]!
  }

  /** The common runs that make up the subsequence, the last one first. */
  ranges(): CommonRange[] {
    const found: CommonRange[] = []
    let i = this.#a.length - 1
    let j = this.#b.length - 1
    while (i >= 0 && j >= 0) {
      let length = 0
      while (i >= 0 && j >= 0 && this.#a[i] === this.#b[j]) {
        i--
        j--
        length++
      }
      if (length > 0) found.push({ a: i + 1, b: j + 1, length })
      else if (this.#drops(i, j)) i--
      else j--
    }
    return found
  }

  subsequence(): Bytes {
    let found = ''
    for (const { a, length } of this.ranges()) found = this.#text.slice(a, a + length) + found
    return ascii(found)
  }

  /** Turns the lengths for a[0..i) into those for a[0..i]. */
  #fillRow(i: number, lengths: Uint32Array): void {
    const b = this.#b
    const byte = this.#a[i]
    const row = i * b.length
    let diagonal = 0
    for (let j = 0; j < b.length; j++) {
      const withoutA = lengths[j + 1]!
      const withoutB = lengths[j]!
      if (byte === b[j]) lengths[j + 1] = diagonal + 1
      else if (withoutA > withoutB) this.#dropsA[(row + j) >>> 3]! |= 1 << ((row + j) & 7)
      else lengths[j + 1] = withoutB
      diagonal = withoutA
    }
  }

  #drops(i: number, j: number): boolean {
    const cell = i * this.#b.length + j
    return (this.#dropsA[cell >>> 3]! & (1 << (cell & 7))) !== 0
  }
}
