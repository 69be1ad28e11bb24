/** How many turns it takes to visit all: with one every 100 ms, each is visited once a second. */
const TURNS = 10
/** The least that are visited in a turn: Redis's CLIENTS_CRON_MIN_ITERATIONS. */
const FEWEST = 5

/**
 * Visits the members of a set in turns, a tenth of them each time, so that no turn takes long however many there are. Members may
 * come and go meanwhile; those who come wait for the next round.
 *
 * A round goes through a copy. An iterator would cost less, but while it is not advanced it keeps everything that has been in its set.
 */
export class Rotation<T> {
  readonly #members: ReadonlySet<T>
  /** The last is the next. */
  #rest: T[] = []

  constructor(members: ReadonlySet<T>) {
    this.#members = members
  }

  turn(visit: (member: T) => void): void {
    const { size } = this.#members
    if (size === 0) this.#rest = []
    let left = Math.min(size, Math.max(FEWEST, Math.ceil(size / TURNS)))
    while (left > 0 && this.#members.size > 0) {
      if (this.#rest.length === 0) this.#rest = [...this.#members].reverse()
      const next = this.#rest.pop()!
      if (!this.#members.has(next)) continue
      visit(next)
      left--
    }
  }
}
