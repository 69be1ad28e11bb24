/**
 * The fewest of the items found that will do: leaves out runs of them, long ones first, as in delta debugging.
 *
 * `attempt` gets fewer items and gives what is left of them, all or a part; `undefined` where they do not do.
 */
export async function leaveOut<T>(
  items: readonly T[],
  attempt: (fewer: readonly T[]) => Promise<readonly T[] | undefined>,
): Promise<readonly T[]> {
  let best = items
  for (let size = Math.ceil(items.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let start = best.length - size; start >= 0; start -= size) {
      const fewer = [...best.slice(0, start), ...best.slice(start + size)]
      best = (await attempt(fewer)) ?? best
      start = Math.min(start, best.length)
    }
  }
  return best
}
