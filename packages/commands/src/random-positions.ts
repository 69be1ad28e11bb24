import type { Random } from '@resident/storage'

/** How many of `size` elements SRANDMEMBER and kin answer with, when they are asked for `count`. */
export function randomLength(size: number, count: number): number {
  return count < 0 ? -count : Math.min(count, size)
}

/**
 * Visits `randomLength` positions below `size`, chosen by chance: different ones, rising, or, where
 * `count` is negative, such that one may come again. `size` is positive.
 */
export function eachRandomPosition(
  random: Random,
  size: number,
  count: number,
  visit: (position: number) => void,
): void {
  if (count < 0) for (let left = -count; left > 0; left--) visit(random.below(size))
  else if (count >= size) for (let position = 0; position < size; position++) visit(position)
  else for (const position of differentPositions(random, size, count)) visit(position)
}

/**
 * `count` different positions below `size`, rising; `count <= size`. All selections are equally likely.
 *
 * Floyd's way: a position already chosen gives its turn to the greatest one. Costs O(count log count),
 * however large `size` is.
 */
function differentPositions(random: Random, size: number, count: number): readonly number[] {
  const chosen = new Set<number>()
  for (let greatest = size - count; greatest < size; greatest++) {
    const position = random.below(greatest + 1)
    chosen.add(chosen.has(position) ? greatest : position)
  }
  return [...chosen].sort((a, b) => a - b)
}
