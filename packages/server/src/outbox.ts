import type { Clock } from '@resident/keyspace'
import { inSlices } from './in-slices.ts'
import { atItsOwnRisk, type Losable } from './lose.ts'
import { afterCaller } from './timers.ts'

/** A connection to which something was pushed. */
interface Spoken extends Losable {
  flush(): void
}

const flush = atItsOwnRisk((connection: Spoken) => connection.flush(), 'output')

/** Sends what was pushed to clients (messages, invalidations) when the current commands have finished, in one write each. */
export class Outbox {
  readonly #waiting = new Set<Spoken>()
  readonly #clock: Clock

  constructor(clock: Clock) {
    this.#clock = clock
  }

  add(connection: Spoken): void {
    if (this.#waiting.size === 0) afterCaller(this.#flush)
    this.#waiting.add(connection)
  }

  readonly #flush = (): void => {
    const waiting = [...this.#waiting]
    this.#waiting.clear()
    inSlices(waiting, flush, this.#clock)
  }
}
