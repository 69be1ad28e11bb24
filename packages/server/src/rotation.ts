/** How many turns it takes to visit all: with one every 100 ms, each is visited once a second. */
const TURNS = 10
/** The least that are visited in a turn: Redis's CLIENTS_CRON_MIN_ITERATIONS. */
const FEWEST = 5

/**
 * Visits the members of a set by turns, a tenth of them each time, so that no turn takes long however many there are. Members may
 * come and go meanwhile.
 */
export class Rotation<T> {
  readonly #members: ReadonlySet<T>
  #rest: Iterator<T>

  constructor(members: ReadonlySet<T>) {
    this.#members = members
    this.#rest = members.values()
  }

  turn(visit: (member: T) => void): void {
    const { size } = this.#members
    let left = Math.min(size, Math.max(FEWEST, Math.ceil(size / TURNS)))
    for (; left > 0 && this.#members.size > 0; left--) visit(this.#next())
  }

  #next(): T {
    let next = this.#rest.next()
    if (next.done === true) {
      this.#rest = this.#members.values()
      next = this.#rest.next()
    }
    return next.value
  }
}
