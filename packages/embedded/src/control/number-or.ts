/** What is written in digits is a number of milliseconds; all else is left to whoever understands it. */
export function numberOr(word: string): number | string {
  return /^\d+(?:\.\d+)?$/.test(word) ? Number(word) : word
}
