import type { Mutant } from './mutant.ts'

/** A mutant that no client, event or test can tell from the source, and why. */
export interface Equivalent {
  readonly file: string
  /** The changed lines, trimmed, as the check prints them: they stay what they are when lines above come and go. */
  readonly before: string
  readonly after: string
  readonly why: string
}

export const EQUIVALENT: readonly Equivalent[] = []

export function isEquivalent(mutant: Mutant): boolean {
  return EQUIVALENT.some(
    ({ file, before, after }) =>
      mutant.file === file && mutant.before === before && mutant.after === after,
  )
}
