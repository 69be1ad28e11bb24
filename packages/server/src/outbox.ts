import { type Losable, lose } from './lose.ts'
import { afterCaller } from './timers.ts'

/** A connection to which something was said that it did not ask for. */
interface Spoken extends Losable {
  flush(): void
}

/** Sends what was pushed to clients (messages, invalidations) when the commands at hand are through: one write each. */
export class Outbox {
  readonly #waiting = new Set<Spoken>()

  add(connection: Spoken): void {
    if (this.#waiting.size === 0) afterCaller(this.#flush)
    this.#waiting.add(connection)
  }

  readonly #flush = (): void => {
    const waiting = [...this.#waiting]
    this.#waiting.clear()
    for (const connection of waiting) {
      try {
        connection.flush()
      } catch (error) {
        lose(connection, error, 'output')
      }
    }
  }
}
