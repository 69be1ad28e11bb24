import { DAMAGED } from './damage.ts'

//     000LLLLL literal          a run of L + 1 literal bytes
//     LLLooooo oooooooo         repeat L + 2 bytes from o + 1 bytes back, L < 7
//     111ooooo LLLLLLLL oooooooo   the same for L + 9 bytes

const MAX_LITERAL = 32
const MAX_OFFSET = 8192
const MAX_REFERENCE = 264
/** The most bytes that one compressed byte can represent: a reference of three bytes repeats up to 264. */
const MAX_RATIO = MAX_REFERENCE / 3

/**
 * Where three bytes with this hash were last seen, as the string's epoch plus the position: what an
 * earlier string left is less than the epoch, so the table need not be cleared between strings.
 */
const table = new Float64Array(65536)
let epoch = 1

/**
 * Compresses `input` to at most `room` bytes; `undefined` if it does not fit.
 *
 * It searches as liblzf does when built with HLOG 16 and VERY_FAST, so that the result is Redis's to
 * the byte. (Rarely, Redis chooses another match: it leaves its table uninitialised, with what an
 * earlier string left there.)
 */
export function lzfCompress(input: Uint8Array, room: number): Uint8Array | undefined {
  const base = epoch
  epoch += input.length
  return new Compression(input, room, base).run()
}

class Compression {
  readonly #input: Uint8Array
  readonly #room: number
  readonly #base: number
  readonly #output: Uint8Array
  #from = 0
  #to = 1
  /** How many literal bytes were written since the byte that is to hold their number. */
  #literals = 0

  constructor(input: Uint8Array, room: number, base: number) {
    this.#input = input
    this.#room = room
    this.#base = base
    this.#output = new Uint8Array(room + 1)
  }

  run(): Uint8Array | undefined {
    const end = this.#input.length - 2
    while (this.#from < end) {
      const seen = this.#lookup()
      if (seen === -1) {
        if (this.#to >= this.#room) return undefined
        this.#literal()
      } else {
        if (this.#to - (this.#literals === 0 ? 1 : 0) + 4 >= this.#room) return undefined
        this.#reference(seen)
        if (this.#from < end) this.#remember()
      }
    }
    if (this.#to + 3 > this.#room) return undefined
    while (this.#from < this.#input.length) this.#literal()
    this.#endRun()
    return this.#output.subarray(0, this.#to - 1)
  }

  /** Where the next three bytes occurred before, or -1. Notes that they are here now. */
  #lookup(): number {
    const input = this.#input
    const at = this.#from
    const slot = slotOf(input, at)
    const seen = (table[slot] as number) - this.#base
    table[slot] = this.#base + at
    if (seen <= 0 || at - seen - 1 >= MAX_OFFSET) return -1
    return input[seen] === input[at] &&
      input[seen + 1] === input[at + 1] &&
      input[seen + 2] === input[at + 2]
      ? seen
      : -1
  }

  #literal(): void {
    this.#output[this.#to++] = this.#input[this.#from++] as number
    if (++this.#literals === MAX_LITERAL) this.#endRun()
  }

  /** Ends the run of literals: writes its length before it, or, if it is empty, drops the byte kept for the length. */
  #endRun(): void {
    if (this.#literals === 0) this.#to--
    else this.#output[this.#to - this.#literals - 1] = this.#literals - 1
    this.#literals = 0
    this.#to++
  }

  #reference(seen: number): void {
    const length = this.#matchLength(seen)
    const offset = this.#from - seen - 1
    this.#endRun()
    this.#to--
    const code = length - 2
    if (code < 7) {
      this.#output[this.#to++] = (offset >> 8) + (code << 5)
    } else {
      this.#output[this.#to++] = (offset >> 8) + (7 << 5)
      this.#output[this.#to++] = code - 7
    }
    this.#output[this.#to++] = offset
    this.#to++
    this.#from += length
  }

  /** As in liblzf, the first 16 bytes are compared without checking the limit, which may so be exceeded by two. */
  #matchLength(seen: number): number {
    const input = this.#input
    const at = this.#from
    const most = Math.min(input.length - at - 2, MAX_REFERENCE)
    let length = 3
    if (most > 16) {
      while (length < 19 && input[seen + length] === input[at + length]) length++
      if (length < 19) return length
    }
    while (length < most && input[seen + length] === input[at + length]) length++
    return length
  }

  /** Notes the last two positions of a match; as in liblzf, its other positions are not noted. */
  #remember(): void {
    for (let at = this.#from - 2; at < this.#from; at++) {
      table[slotOf(this.#input, at)] = this.#base + at
    }
  }
}

function slotOf(input: Uint8Array, at: number): number {
  const low = ((input[at + 1] as number) << 8) | (input[at + 2] as number)
  const high = ((input[at] as number) << 8) | (input[at + 1] as number)
  return (high - low * 5) & 65535
}

/** Decompresses `input` to `length` bytes. Throws DAMAGED, before allocating anything if the length is impossible. */
export function lzfDecompress(input: Uint8Array, length: number): Buffer {
  if (length > input.length * MAX_RATIO) throw DAMAGED
  const output = Buffer.allocUnsafe(length)
  let from = 0
  let to = 0
  while (from < input.length) {
    const control = input[from++] as number
    if (control < MAX_LITERAL) {
      let count = control + 1
      if (from + count > input.length || to + count > length) throw DAMAGED
      while (count-- > 0) output[to++] = input[from++] as number
    } else {
      let count = (control >> 5) + 2
      if (count === 9) count += input[from++] ?? 0
      if (from >= input.length) throw DAMAGED
      let seen = to - ((control & 31) << 8) - 1 - (input[from++] as number)
      if (seen < 0 || to + count > length) throw DAMAGED
      while (count-- > 0) output[to++] = output[seen++] as number
    }
  }
  if (to !== length) throw DAMAGED
  return output
}
