import type { ServerStats } from '@resident/commands'
import type { Clock } from '@resident/keyspace'

/** How many samples an "instantaneous" rate is the mean of. */
const SAMPLES = 16

/** A counter's growth in a second, as the mean of the last samples. */
class Rate {
  readonly #read: () => number
  readonly #samples: number[] = []
  #last: number

  constructor(read: () => number) {
    this.#read = read
    this.#last = read()
  }

  sample(seconds: number): void {
    const now = this.#read()
    // A counter that was reset begins anew.
    this.#samples.push(Math.max(0, now - this.#last) / seconds)
    this.#last = now
    if (this.#samples.length > SAMPLES) this.#samples.shift()
  }

  get perSecond(): number {
    return this.#samples.reduce((sum, each) => sum + each, 0) / SAMPLES
  }
}

/** What INFO can tell only because somebody kept watching: rates. */
export class Meter {
  readonly commands: Rate
  readonly input: Rate
  readonly output: Rate
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
}
