import type { Clock } from '@resident/keyspace'
import type { Row } from './table.ts'

/** The most samples that are kept of an event; the oldest are dropped first. */
const MOST_SAMPLES = 160

/** The worst time of an event within one second. */
export interface LatencySample {
  /** Unix seconds. */
  readonly time: number
  milliseconds: number
}

/** The samples of one event. */
export interface LatencySeries {
  /** The oldest first; never empty. */
  readonly samples: LatencySample[]
  /** The worst ever seen, in milliseconds. */
  worst: number
}

/** What LATENCY shows: the times at which something took longer than latency-monitor-threshold. */
export class LatencyMonitor {
  /** latency-monitor-threshold, in milliseconds; 0: nothing is monitored. */
  threshold = 0
  /** latency-tracking: whether commands keep histograms. */
  tracking = true
  readonly #clock: Clock
  readonly #events = new Map<string, LatencySeries>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  get events(): ReadonlyMap<string, LatencySeries> {
    return this.#events
  }

  commandTook(row: Row, microseconds: number): void {
    if (this.threshold > 0) this.took(row.fast ? 'fast-command' : 'command', microseconds / 1000)
  }

  /** Records the event if it took too long. */
  took(event: string, milliseconds: number): void {
    if (this.threshold > 0 && milliseconds >= this.threshold) {
      this.add(event, Math.floor(milliseconds))
    }
  }

  /** Records the event, whatever the threshold. */
  add(event: string, milliseconds: number): void {
    const time = Math.floor(this.#clock.now() / 1000)
    const series = this.#events.get(event)
    if (series === undefined) {
      this.#events.set(event, { samples: [{ time, milliseconds }], worst: milliseconds })
      return
    }
    const { samples } = series
    const last = samples.at(-1)!
    series.worst = Math.max(series.worst, milliseconds)
    if (last.time === time) last.milliseconds = Math.max(last.milliseconds, milliseconds)
    else samples.push({ time, milliseconds })
    if (samples.length > MOST_SAMPLES) samples.shift()
  }

  /** Returns whether there was such an event. */
  forget(event: string): boolean {
    return this.#events.delete(event)
  }

  /** Returns how many events there were. */
  forgetAll(): number {
    const { size } = this.#events
    this.#events.clear()
    return size
  }
}
