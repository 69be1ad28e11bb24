import { DAMAGED } from './damage.ts'

//     000LLLLL literal          a run of L + 1 literal bytes
//     LLLooooo oooooooo         L + 2 bytes again from o + 1 bytes back, L < 7
//     111ooooo LLLLLLLL oooooooo   L + 9 bytes again

const MAX_LITERAL = 32
const MAX_OFFSET = 8192
const MAX_REFERENCE = 264
/** What three bytes can make of themselves at most, each. */
const MAX_RATIO = MAX_REFERENCE / 3

/**
 * Where three bytes with such a hash were last seen, as `#epoch` plus position: what an earlier
 * string left here is less than the epoch, so the table need not be cleared between strings.
 */
const table = new Float64Array(65536)
let epoch = 1

/**
 * What `input` compresses to in at most `room` bytes; `undefined` where it does not.
 *
 * Searches as liblzf does when built with HLOG 16 and VERY_FAST, so that the result is Redis's to
 * the byte. (Redis leaves its table uninitialised: what an earlier string left there can, rarely,
 * make another choice of its own.)
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
  /** Literal bytes written since the byte that will say how many there are. */
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

  /** Where the next three bytes were before, or -1; and they are here now. */
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

  /** Writes the length of the run before it, or takes the length's place if the run is empty. */
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

  /** The first 16 bytes are compared without a look at the limit, which can so be passed by two. */
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

  /** Notes the two positions before the next, and none of the others that a match has covered. */
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

/** The `length` bytes that `input` stands for. Nothing is allocated for a length it cannot have. */
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
