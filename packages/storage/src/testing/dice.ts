/** Throws that a seed repeats: a whole number below `sides`. */
export type Dice = (sides: number) => number

export function dice(seed: number): Dice {
  let state = Math.imul(seed, 2654435769) >>> 0
  return (sides) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 4294967296) * sides)
  }
}

/** One of `choices`. */
export function pick<T>(roll: Dice, choices: readonly T[]): T {
  return choices[roll(choices.length)] as T
}
