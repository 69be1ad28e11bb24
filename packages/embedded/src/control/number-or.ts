/** A word of digits is a number of milliseconds; any other is returned for the caller to interpret. */
export function numberOr(word: string): number | string {
  return /^\d+(?:\.\d+)?$/.test(word) ? Number(word) : word
}
