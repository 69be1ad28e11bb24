/** A position in a string, counted from 1, or from the end where it is negative; 0 for one before it. */
export function position(at: number, length: number): number {
  const found = at < 0 ? at + length + 1 : at
  return found >= 0 ? found : 0
}
