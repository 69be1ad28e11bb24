import type { CommandError } from '../errors.ts'

/** What all rules together do to one request. */
export class Strike {
  /** It first waits: this many milliseconds … */
  delay = 0
  /** … or until the rule of this number is removed. */
  blackHole: number | undefined
  /** The reply, in place of executing it. */
  refusal: CommandError | undefined
  /** The connection is closed. */
  ends = false
  /** That happens before the command is executed. */
  unexecuted = false
  /** How much of the reply is sent before: bytes, or below 1 a part of it. */
  kept = 0

  get waits(): boolean {
    return this.delay > 0 || this.blackHole !== undefined
  }

  /** Whether something other than a delay is already to happen. */
  get decided(): boolean {
    return this.refusal !== undefined || this.ends || this.blackHole !== undefined
  }

  /** How many bytes of a reply of `length` bytes are sent. */
  keptOf(length: number): number {
    return this.kept < 1 ? Math.floor(length * this.kept) : this.kept
  }
}
