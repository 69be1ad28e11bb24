import type { Bytes } from '@resident/bytes'
import type { Clock } from './clock.ts'
import type { Keyspace } from './keyspace.ts'

/** Keys looked at between two readings of the clock. */
const STRIDE = 64

interface Due {
  readonly db: Keyspace
  readonly key: Bytes
  readonly deadline: number
}

/**
 * Active expiry: walks the keys that have a deadline and deletes those past it.
 *
 * Redis samples at random and repeats while many are found. Ours walks on from
 * where it stopped, so a key is collected within one round however few expire.
 */
export class ExpireCycle {
  readonly #databases: readonly Keyspace[]
  readonly #clock: Clock
  #current = 0
  #cursor = 0

  constructor(databases: readonly Keyspace[], clock: Clock) {
    this.#databases = databases
    this.#clock = clock
  }

  /** Works for at most `budget` milliseconds; says whether it has come round all databases. */
  run(budget: number): boolean {
    const start = this.#clock.elapsed()
    let rounds = 0
    while (rounds < this.#databases.length) {
      const db = this.#databases[this.#current]!
      if (db.volatileSize > 0) {
        this.#step(db)
        if (this.#cursor !== 0) {
          if (this.#clock.elapsed() - start > budget) return false
          continue
        }
      }
      this.#cursor = 0
      this.#current = (this.#current + 1) % this.#databases.length
      rounds++
    }
    return true
  }

  /**
   * All keys with deadlines up to `until`, the earliest first, of equal ones the one that was first
   * given a deadline (unless deletions have moved them). Costs a look at every volatile key.
   */
  dueUntil(until: number): readonly Due[] {
    const due: Due[] = []
    for (const db of this.#databases.toReversed()) {
      if (db.volatileSize === 0) continue
      db.scanVolatile(0, db.volatileSize, (key, deadline) => {
        if (deadline <= until) due.push({ db, key, deadline: Number(deadline) })
      })
    }
    // The scan walks from the last to the first.
    return due.reverse().sort((a, b) => a.deadline - b.deadline)
  }

  #step(db: Keyspace): void {
    const now = this.#clock.now()
    const due: Bytes[] = []
    this.#cursor = db.scanVolatile(this.#cursor, STRIDE, (key, deadline) => {
      if (deadline <= now) due.push(key)
    })
    for (const key of due) db.expireIfDue(key)
  }
}
