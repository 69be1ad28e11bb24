/** Below this length making a new array is as quick as inserting. */
const SHORT = 8

/**
 * The array with `element` inserted at `place`: a new array while it is short, afterwards the same one.
 *
 * When V8 grows an array that is pushed to, it makes room for sixteen more elements, which in a million
 * small values is most of their memory. A new array is only as long as it must be.
 */
export function insertLean<T>(array: T[], place: number, element: T): T[] {
  if (array.length < SHORT) return array.toSpliced(place, 0, element)
  array.splice(place, 0, element)
  return array
}
