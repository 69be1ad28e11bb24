import type { ServerStats } from '@resident/commands'
import type { Clock } from '@resident/keyspace'

/** How many samples an "instantaneous" rate is the mean of. */
const SAMPLES = 16

/** A counter's growth in a second, as the mean of the last samples. */
class Rate {
  readonly #read: () => number
  #samples: number[] = []
  #last: number

  constructor(read: () => number) {
    this.#read = read
    this.#last = read()
  }

  sample(seconds: number): void {
    const now = this.#read()
    this.#samples.push((now - this.#last) / seconds)
    this.#last = now
    if (this.#samples.length > SAMPLES) this.#samples.shift()
  }

  reset(): void {
    this.#samples = []
    this.#last = this.#read()
  }

  get perSecond(): number {
    return this.#samples.reduce((sum, each) => sum + each, 0) / SAMPLES
  }
}

/** The rates that INFO shows, and what active expiry took. */
export class Meter {
  readonly commands: Rate
  readonly input: Rate
  readonly output: Rate
  /** How long active expiry worked, in milliseconds, and how often it had to leave keys for later. */
  expireTook = 0
  expireCutShort = 0
  readonly #clock: Clock
  #sampledAt: number

  constructor(stats: ServerStats, clock: Clock) {
    this.commands = new Rate(() => stats.commands)
    this.input = new Rate(() => stats.inputBytes)
    this.output = new Rate(() => stats.outputBytes)
    this.#clock = clock
    this.#sampledAt = clock.elapsed()
  }

  /** Called by cron. */
  sample(): void {
    const now = this.#clock.elapsed()
    const seconds = (now - this.#sampledAt) / 1000
    if (seconds <= 0) return
    this.#sampledAt = now
    this.commands.sample(seconds)
    this.input.sample(seconds)
    this.output.sample(seconds)
  }

  /** Called when the counters were reset. */
  reset(): void {
    this.commands.reset()
    this.input.reset()
    this.output.reset()
    this.expireTook = 0
    this.expireCutShort = 0
  }
}
