/** client-output-buffer-limit of one class of clients: bytes, bytes and seconds; 0 bytes for no limit. */
export interface OutputLimit {
  readonly hard: number
  readonly soft: number
  readonly seconds: number
}

/** So much Redis keeps in a client's fixed buffer, which no limit counts. */
const UNCOUNTED = 16_384

/** Watches over what waits for one client that is slow to read. */
export class OutputGuard {
  /** Unix seconds, as Redis counts here. */
  #softSince: number | undefined

  /** Whether `waiting` bytes are too many at `now` (Unix milliseconds), or have been for too long. */
  exceeded({ hard, soft, seconds }: OutputLimit, waiting: number, now: number): boolean {
    const counted = waiting - UNCOUNTED
    if (hard > 0 && counted >= hard) return true
    if (soft === 0 || counted < soft) {
      this.#softSince = undefined
      return false
    }
    const second = Math.floor(now / 1000)
    this.#softSince ??= second
    return second - this.#softSince > seconds
  }
}
