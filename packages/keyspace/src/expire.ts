import type { Bytes } from '@resident/bytes'
import type { Clock } from './clock.ts'
import type { Keyspace } from './keyspace.ts'

/** How many keys are looked at between two readings of the clock. */
const STRIDE = 64

interface Due {
  readonly db: Keyspace
  readonly key: Bytes
  readonly deadline: number
}

/**
 * Active expiry: walks through the keys that have a deadline and deletes those past it.
 *
 * Redis samples at random, and repeats that while it finds many. This walks on from
 * where it stopped, so every key is found within one round, however few expire.
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

  /** Works for about `budget` milliseconds at most; returns whether it has been through all databases. */
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
   * All keys with deadlines up to `until` (Unix milliseconds), the earliest first; of equal deadlines the one that was set
   * first (unless deletions have moved them). O(keys with a deadline), and the time to sort those found.
   */
  dueUntil(until: number): readonly Due[] {
    const due: Due[] = []
    for (const db of this.#databases.toReversed()) {
      if (db.volatileSize === 0) continue
      db.scanVolatile(0, db.volatileSize, (key, deadline) => {
        if (deadline <= until) due.push({ db, key, deadline: Number(deadline) })
      })
    }
    // The scan went from the last to the first.
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
