import type { SystemClock } from '@resident/keyspace'
import { UsageError } from '@resident/server'
import { type Duration, toMilliseconds } from './duration.ts'

/**
 * A server's time: the real one, until it is stopped, set or moved.
 *
 * Moving it forward makes everything happen that falls due on the way, in the order of time, before the call returns:
 * keys expire with their events, blocked commands time out, and requests held back by a pause or a fault are executed.
 */
export class ServerClock {
  readonly #clock: SystemClock

  constructor(clock: SystemClock) {
    this.#clock = clock
  }

  /** Unix time in milliseconds, as TIME replies it. */
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

  /** Lets time run again, from where it is. */
  resume(): void {
    this.#clock.resume()
  }

  /**
   * Moves time forward by milliseconds, or by a text such as `'7d'`. Throws a UsageError with code ERR_DURATION for an
   * invalid duration, ERR_DATE if the result is beyond what a Date can hold, and ERR_BUSY while a long-running script is
   * paused half-way (if one begins on the way, time stops there).
   */
  advance(duration: Duration): void {
    this.set(this.now() + toMilliseconds(duration))
  }

  /**
   * Moves time to a moment: a Date, Unix milliseconds, or a text that `Date` parses. Nothing fires when time goes back.
   * Throws a UsageError with code ERR_DATE for an invalid date or one before 1970, and ERR_BUSY as `advance` does.
   */
  set(moment: Date | number | string): void {
    const time = new Date(moment).getTime()
    if (!(time >= 0)) throw new UsageError('ERR_DATE', `'${moment}' is not a date from 1970 on.`)
    this.#clock.set(time)
  }
}
