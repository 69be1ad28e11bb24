/** Converts an index that, if negative, counts from the tail, to one that counts from the head. It may be out of range. */
export function indexFromHead(index: number, length: number): number {
  return index < 0 ? index + length : index
}
