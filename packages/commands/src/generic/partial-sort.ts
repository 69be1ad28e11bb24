type Order<T> = (a: T, b: T) => number

/**
 * Redis's pqsort: Bentley and McIlroy's quicksort, which skips the parts that
 * do not overlap `start`..`end`.
 *
 * It is not stable, and the order of equal elements shows in replies; so it
 * follows Redis step by step, rather than being something simpler.
 */
export function partialSort<T>(items: T[], order: Order<T>, start: number, end: number): void {
  sortPart(items, order, 0, items.length, start, end)
}

/** Fewer elements than this are sorted by insertion. */
const FEW = 7
/** With more elements than this, the pivot is a median of nine. */
const MANY = 40

function sortPart<T>(
  items: T[],
  order: Order<T>,
  firstOfAll: number,
  countOfAll: number,
  start: number,
  end: number,
): void {
  let first = firstOfAll
  let count = countOfAll
  for (;;) {
    const last = first + count - 1
    if ((start < first && end < first) || (start > last && end > last)) return
    if (count < FEW) return insertionSort(items, order, first, count)
    const { less, greater } = partition(items, order, first, count)
    const greaterFirst = first + count - greater
    // Which part comes first does not matter, so the larger one is left for the loop: that limits the recursion.
    if (less < greater) {
      sortPart(items, order, first, less, start, end)
      first = greaterFirst
      count = greater
    } else {
      sortPart(items, order, greaterFirst, greater, start, end)
      count = less
    }
  }
}

/** Moves the elements less than a pivot to the front and those greater to the end; returns how many there are of each. */
function partition<T>(
  items: T[],
  order: Order<T>,
  first: number,
  count: number,
): { less: number; greater: number } {
  swap(items, first, pivotOf(items, order, first, count))
  // Equal to the pivot: first..a and d..last. Less: a..b. Greater: c..d.
  const stop = first + count
  let a = first + 1
  let b = a
  let c = stop - 1
  let d = c
  for (;;) {
    for (; b <= c; b++) {
      const relation = order(items[b]!, items[first]!)
      if (relation > 0) break
      if (relation === 0) swap(items, a++, b)
    }
    for (; b <= c; c--) {
      const relation = order(items[c]!, items[first]!)
      if (relation < 0) break
      if (relation === 0) swap(items, c, d--)
    }
    if (b > c) break
    swap(items, b++, c--)
  }
  const less = b - a
  const greater = d - c
  const equalBefore = Math.min(a - first, less)
  swapRuns(items, first, b - equalBefore, equalBefore)
  const equalBehind = Math.min(greater, stop - d - 1)
  swapRuns(items, b, stop - equalBehind, equalBehind)
  return { less, greater }
}

function insertionSort<T>(items: T[], order: Order<T>, first: number, count: number): void {
  for (let next = first + 1; next < first + count; next++) {
    for (let at = next; at > first && order(items[at - 1]!, items[at]!) > 0; at--) {
      swap(items, at, at - 1)
    }
  }
}

function pivotOf<T>(items: T[], order: Order<T>, first: number, count: number): number {
  const middle = first + Math.floor(count / 2)
  if (count === FEW) return middle
  const last = first + count - 1
  if (count <= MANY) return median(items, order, first, middle, last)
  const step = Math.floor(count / 8)
  return median(
    items,
    order,
    median(items, order, first, first + step, first + 2 * step),
    median(items, order, middle - step, middle, middle + step),
    median(items, order, last - 2 * step, last - step, last),
  )
}

function median<T>(items: T[], order: Order<T>, a: number, b: number, c: number): number {
  const less = (x: number, y: number): boolean => order(items[x]!, items[y]!) < 0
  if (less(a, b)) return less(b, c) ? b : less(a, c) ? c : a
  return order(items[b]!, items[c]!) > 0 ? b : less(a, c) ? a : c
}

function swapRuns<T>(items: T[], one: number, other: number, count: number): void {
  for (let i = 0; i < count; i++) swap(items, one + i, other + i)
}

function swap<T>(items: T[], one: number, other: number): void {
  const item = items[one]!
  items[one] = items[other]!
  items[other] = item
}
