import type { Random } from '@resident/storage'

/** xorshift128: the only source of randomness, so that the same seed repeats a run. */
export class SeededRandom implements Random {
  #a = 0
  #b = 0
  #c = 0
  #d = 0

  constructor(seed: number) {
    this.seed(seed)
  }

  seed(seed: number): void {
    // splitmix32 spreads a small seed over the whole state.
    let state = seed >>> 0
    const spread = (): number => {
      state = (state + 0x9e3779b9) >>> 0
      let word = state
      word = Math.imul(word ^ (word >>> 16), 0x85ebca6b)
      word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35)
      return (word ^ (word >>> 16)) >>> 0
    }
    this.#a = spread()
    this.#b = spread()
    this.#c = spread()
    this.#d = spread() | 1
  }

  fraction(): number {
    return (this.#next() * 2097152 + (this.#next() >>> 11)) / 9007199254740992
  }

  below(bound: number): number {
    return Math.floor(this.fraction() * bound)
  }

  #next(): number {
    const t = this.#a ^ (this.#a << 11)
    this.#a = this.#b
    this.#b = this.#c
    this.#c = this.#d
    this.#d = (this.#d ^ (this.#d >>> 19) ^ t ^ (t >>> 8)) >>> 0
    return this.#d
  }
}

/** An unpredictable seed: an integer of 32 bits. */
export function unforeseenSeed(): number {
  return Math.floor(Math.random() * 4294967296)
}
