import type { SystemClock } from '@resident/keyspace'
import { UsageError } from '@resident/server'
import { type Duration, toMilliseconds } from './duration.ts'

/**
 * The time that a server lives in: the real one, until it is stopped, set or moved.
 *
 * Moving it forward fires all that falls due on the way, in the order of time, before the call returns: keys expire
 * with their events, blocked commands time out, and requests that a pause or a fault held back are executed.
 */
export class ServerClock {
  readonly #clock: SystemClock

  constructor(clock: SystemClock) {
    this.#clock = clock
  }

  /** Unix milliseconds, as TIME tells them. */
  now(): number {
    this.#clock.refresh()
    return this.#clock.now()
  }

  get frozen(): boolean {
    return this.#clock.frozen
  }

  /** Stops time where it is; from then on it moves only by `set` and `advance`. */
  freeze(): void {
    this.#clock.freeze()
  }

  /** Lets time run on from where it stands. */
  resume(): void {
    this.#clock.resume()
  }

  /**
   * Moves time forward: milliseconds, or `'7d'`. Throws a UsageError: code ERR_DURATION for what is no time, ERR_DATE
   * where no Date reaches, ERR_BUSY while a script that has run for long stands still half-way (one that begins on the
   * way stops time there).
   */
  advance(duration: Duration): void {
    this.set(this.now() + toMilliseconds(duration))
  }

  /**
   * Moves time to a moment: a Date, Unix milliseconds, or a date as `Date` reads it. Going back fires nothing. Throws a
   * UsageError: code ERR_DATE for what is no date, or one before 1970; ERR_BUSY as `advance` does.
   */
  set(moment: Date | number | string): void {
    const time = new Date(moment).getTime()
    if (!(time >= 0)) throw new UsageError('ERR_DATE', `'${moment}' is not a date from 1970 on.`)
    this.#clock.set(time)
  }
}
