import type { CommandError } from '../errors.ts'

/** What the rules together do to one request. */
export class Strike {
  /** It waits first: so many milliseconds … */
  delay = 0
  /** … or until the rule of this number is taken away. */
  blackHole: number | undefined
  /** What it is answered in place of being executed. */
  refusal: CommandError | undefined
  /** The connection ends. */
  ends = false
  /** It ends before the command is executed. */
  unexecuted = false
  /** How much of the answer gets out before: bytes, or below 1 a part of it. */
  kept = 0

  get waits(): boolean {
    return this.delay > 0 || this.blackHole !== undefined
  }

  /** Whether something other than a delay is already to happen. */
  get decided(): boolean {
    return this.refusal !== undefined || this.ends || this.blackHole !== undefined
  }

  /** How many bytes get out of an answer of so many. */
  keptOf(length: number): number {
    return this.kept < 1 ? Math.floor(length * this.kept) : this.kept
  }
}
