/** Times in milliseconds as whole seconds, rounded down: most of what Redis counts in seconds is counted so. */
export function wholeSeconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1000)
}
