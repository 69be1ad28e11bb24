/** Chance with a seed: the same seed draws the same commands. */
export class Dice {
  #state: number
  #serial = 0

  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  /** A whole number in `0..sides - 1`. */
  below(sides: number): number {
    // mulberry32
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = this.#state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides
  }

  /** A whole number, both ends included. */
  between(least: number, most: number): number {
    return least + this.below(most - least + 1)
  }

  chance(probability: number): boolean {
    return this.below(1_000_000) < probability * 1_000_000
  }

  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)] as T
  }

  shuffle<T>(items: T[]): T[] {
    for (let i = items.length - 1; i > 0; i--) {
      const j = this.below(i + 1)
      const swapped = items[i] as T
      items[i] = items[j] as T
      items[j] = swapped
    }
    return items
  }

  /** 1, 2, 3, …: for values that must be new, such as stream IDs. */
  serial(): number {
    return ++this.#serial
  }
}
