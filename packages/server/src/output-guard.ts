import { wholeSeconds } from './whole-seconds.ts'

/** client-output-buffer-limit of one class of clients: `hard` and `soft` in bytes (0 for no limit), and seconds. */
export interface OutputLimit {
  readonly hard: number
  readonly soft: number
  readonly seconds: number
}

/** The bytes that Redis keeps in a client's fixed buffer, which the limits do not count. */
const UNCOUNTED = 16_384

/** Watches the output of one client that may be slow to read. */
export class OutputGuard {
  /** In Unix seconds, as Redis counts here. */
  #softSince: number | undefined

  /** Whether `waiting` bytes are too many at `now` (Unix milliseconds), or have been too many for too long. */
  exceeded({ hard, soft, seconds }: OutputLimit, waiting: number, now: number): boolean {
    const counted = waiting - UNCOUNTED
    if (hard > 0 && counted >= hard) return true
    if (soft === 0 || counted < soft) {
      this.#softSince = undefined
      return false
    }
    const second = wholeSeconds(now)
    this.#softSince ??= second
    return second - this.#softSince > seconds
  }
}
