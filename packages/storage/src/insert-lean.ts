/** Below this length a new array is as quick as an insertion. */
const SHORT = 8

/**
 * The array with `element` at `place`: a new one while it is short, afterwards the same.
 *
 * A JavaScript array that is pushed to makes room for sixteen more at once, which in a million
 * small values is most of their memory. A new one is as long as it must be.
 */
export function insertLean<T>(array: T[], place: number, element: T): T[] {
  if (array.length < SHORT) return array.toSpliced(place, 0, element)
  array.splice(place, 0, element)
  return array
}
