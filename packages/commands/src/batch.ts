import type { LatencyMonitor } from './latency-monitor.ts'
import type { Row } from './table.ts'

/**
 * Accounts for the time of commands that are too short to be timed one by one, since reading the clock costs more
 * than running them: those of one chunk of input share its time equally.
 */
export class Batch {
  readonly #latency: LatencyMonitor
  /** The first `#kinds` are the chunk's; what follows is left over, since V8 is slow at shortening an array. */
  readonly #rows: Row[] = []
  #kinds = 0
  #calls = 0
  #timedSingly = 0
  /** When it began, in the clock's milliseconds. */
  #since = 0

  constructor(latency: LatencyMonitor) {
    this.#latency = latency
  }

  /** A chunk is about to be processed. `now`: the clock's `elapsed`, in milliseconds. */
  begin(now: number): void {
    this.#since = now
  }

  /** A brief command ran. */
  count(row: Row): void {
    this.#calls++
    if (row.unshared++ === 0) this.#rows[this.#kinds++] = row
  }

  /** A command ran that was timed by itself, and took this long. */
  exclude(microseconds: number): void {
    this.#timedSingly += microseconds
  }

  /** The chunk has been processed, or somebody asks how long its commands have taken so far. `now` as for `begin`. */
  share(now: number): void {
    const microseconds = (now - this.#since) * 1000
    const each = Math.max(0, microseconds - this.#timedSingly) / this.#calls
    this.#since = now
    for (let i = 0; i < this.#kinds; i++) {
      const row = this.#rows[i]!
      row.microseconds += each * row.unshared
      if (this.#latency.tracking) row.record(each, row.unshared)
      row.unshared = 0
    }
    this.#kinds = 0
    this.#calls = 0
    this.#timedSingly = 0
  }
}
