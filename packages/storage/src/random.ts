/** Where chance comes in. Whoever needs it is handed one, so that a seed repeats a run. */
export interface Random {
  /** A whole number, `0 <= n < bound`; `bound` at most 2^53. */
  below(bound: number): number
  /** A number in [0, 1). */
  fraction(): number
}
