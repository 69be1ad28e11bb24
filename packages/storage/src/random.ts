/** The source of randomness. Code that needs it is handed one, so that the same seed repeats a run. */
export interface Random {
  /** An integer, `0 <= n < bound`; `bound` is at most 2^53. */
  below(bound: number): number
  /** A number in [0, 1). */
  fraction(): number
}
