import type { Clock } from '@resident/keyspace'
import { inSlices } from './in-slices.ts'
import { atItsOwnRisk, type Losable } from './lose.ts'
import { afterCaller } from './timers.ts'

/** A connection that may go on. */
interface Resumable extends Losable {
  resume(): void
  finish(): void
}

const resume = atItsOwnRisk((connection: Resumable) => connection.resume(), 'input')
const finish = atItsOwnRisk((connection: Resumable) => connection.finish(), 'output')

/**
 * Clients that wait no more. As in Redis, what they had sent meanwhile runs before anybody is sent anything: so whom
 * they kill has not heard the answer yet, and what they change is told together with what set them free.
 */
export class Resumed {
  #waiting: Resumable[] = []
  /** These have gone on; what they said is still to be sent. */
  #answered: Resumable[] = []
  #running = false
  readonly #clock: Clock

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** The connection goes on when the commands at hand are through. */
  add(connection: Resumable): void {
    if (this.#waiting.length === 0) afterCaller(this.run)
    this.#waiting.push(connection)
  }

  readonly run = (): void => {
    this.goOn()
    if (this.#running || this.#answered.length === 0) return
    const answered = this.#answered
    this.#answered = []
    inSlices(answered, finish, this.#clock)
  }

  /** They go on now, because time is about to move; they are sent what they say when the commands at hand are through. */
  goOn(): void {
    if (this.#running || this.#waiting.length === 0) return
    this.#running = true
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
      this.#answered.push(next)
      resume(next)
    }
    this.#running = false
  }
}
