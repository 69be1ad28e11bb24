import type { Random } from '@resident/storage'

/** How many elements SRANDMEMBER and similar reply with, of `size`, when asked for `count`. */
export function randomLength(size: number, count: number): number {
  return count < 0 ? -count : Math.min(count, size)
}

/**
 * Visits `randomLength` random positions below `size`, which must be positive: different ones in ascending
 * order or, if `count` is negative, any, with repetitions.
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
 * `count` different positions below `size`, in ascending order; `count <= size`. All selections are equally likely.
 *
 * Floyd's algorithm: in place of a position that was drawn already, the greatest possible one is taken. Costs
 * O(count log count), however large `size` is.
 */
function differentPositions(random: Random, size: number, count: number): readonly number[] {
  const chosen = new Set<number>()
  for (let greatest = size - count; greatest < size; greatest++) {
    const position = random.below(greatest + 1)
    chosen.add(chosen.has(position) ? greatest : position)
  }
  return [...chosen].sort((a, b) => a - b)
}
