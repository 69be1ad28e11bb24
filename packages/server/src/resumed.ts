import type { Clock } from '@resident/keyspace'
import { inSlices } from './in-slices.ts'
import { atItsOwnRisk, type Losable } from './lose.ts'
import { afterCaller } from './timers.ts'

/** A connection that can be resumed. */
interface Resumable extends Losable {
  resume(): void
  finish(): void
}

const resume = atItsOwnRisk((connection: Resumable) => connection.resume(), 'input')
const finish = atItsOwnRisk((connection: Resumable) => connection.finish(), 'output')

/**
 * Clients that are no longer blocked. As in Redis, what they sent meanwhile is executed before any client is sent anything: so
 * a client that they kill has not got its reply yet, and what they change is told together with what unblocked them.
 */
export class Resumed {
  #waiting: Resumable[] = []
  /** Connections that have been resumed, and whose replies are still to be sent. */
  #answered: Resumable[] = []
  #running = false
  readonly #clock: Clock

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Resumes the connection when the current commands have finished. */
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

  /** Resumes all of them now, because time is about to move; their replies are sent when the current commands have finished. */
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
