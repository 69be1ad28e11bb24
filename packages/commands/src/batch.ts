import type { LatencyMonitor } from './latency-monitor.ts'
import type { Row } from './table.ts'

/**
 * The time of commands too short to be timed singly (reading a clock costs more than running them):
 * those of one chunk of input share its time, equally.
 */
export class Batch {
  readonly #latency: LatencyMonitor
  readonly #rows: Row[] = []
  #calls = 0
  #timedSingly = 0

  constructor(latency: LatencyMonitor) {
    this.#latency = latency
  }

  /** A brief command ran. */
  count(row: Row): void {
    this.#calls++
    if (row.unshared++ === 0) this.#rows.push(row)
  }

  /** A command ran that took so many microseconds and was timed singly. */
  exclude(microseconds: number): void {
    this.#timedSingly += microseconds
  }

  /** The chunk is worked off, in so many microseconds in all. */
  share(microseconds: number): void {
    const each = Math.max(0, microseconds - this.#timedSingly) / this.#calls
    for (const row of this.#rows) {
      row.microseconds += each * row.unshared
      if (this.#latency.tracking) row.record(each, row.unshared)
      row.unshared = 0
    }
    this.#rows.length = 0
    this.#calls = 0
    this.#timedSingly = 0
  }
}
