import type { LatencyMonitor } from './latency-monitor.ts'
import type { Row } from './table.ts'

/**
 * The time of commands too short to be timed singly (reading a clock costs more than running them):
 * those of one chunk of input share its time, equally.
 */
export class Batch {
  readonly #latency: LatencyMonitor
  /** The commands of the chunk, then some of earlier ones: to shorten an array costs V8 more than all that is done here. */
  readonly #rows: Row[] = []
  #kinds = 0
  #calls = 0
  #timedSingly = 0

  constructor(latency: LatencyMonitor) {
    this.#latency = latency
  }

  /** A brief command ran. */
  count(row: Row): void {
    this.#calls++
    if (row.unshared++ === 0) this.#rows[this.#kinds++] = row
  }

  /** A command ran that took so many microseconds and was timed singly. */
  exclude(microseconds: number): void {
    this.#timedSingly += microseconds
  }

  /** The chunk is worked off, in so many microseconds in all. */
  share(microseconds: number): void {
    const each = Math.max(0, microseconds - this.#timedSingly) / this.#calls
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
