import { wholeSeconds } from './whole-seconds.ts'

/** Seconds that count as recent. */
const SECONDS = 8

/** The largest value of the last seconds, with one slot per second, as Redis's ClientsPeakMemInput. */
export class RecentPeak {
  readonly #peaks: number[] = new Array<number>(SECONDS).fill(0)
  #second = 0

  /** `now` is a time in milliseconds that never goes back. */
  note(value: number, now: number): void {
    this.#moveTo(now)
    const place = this.#second % SECONDS
    this.#peaks[place] = Math.max(this.#peaks[place]!, value)
  }

  at(now: number): number {
    this.#moveTo(now)
    return Math.max(...this.#peaks)
  }

  #moveTo(now: number): void {
    const second = wholeSeconds(now)
    const gone = Math.min(second - this.#second, SECONDS)
    for (let i = 0; i < gone; i++) this.#peaks[(second - i) % SECONDS] = 0
    this.#second = Math.max(second, this.#second)
  }
}
