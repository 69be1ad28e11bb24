import type { Engine } from '@resident/storage'
import type { Passenger } from './clock.ts'
import { ExpireCycle } from './expire.ts'
import { Keyspace, type KeyspaceImage, type Surroundings } from './keyspace.ts'

/** The engine that makes the values: one for all databases, or one by the number of the database. */
export type EngineChoice = Engine | ((index: number) => Engine)

/** The numbered databases of one server. */
export class Databases implements Passenger {
  readonly all: readonly Keyspace[]
  readonly surroundings: Surroundings
  #cycle: ExpireCycle
  #still = false

  constructor(count: number, engine: EngineChoice, surroundings: Surroundings) {
    const choose = typeof engine === 'function' ? engine : (): Engine => engine
    this.surroundings = surroundings
    this.all = Array.from(
      { length: count },
      (_, index) => new Keyspace(index, choose(index), surroundings),
    )
    this.#cycle = new ExpireCycle(this.all, surroundings.clock)
  }

  get count(): number {
    return this.all.length
  }

  /** How many keys all databases have together. O(databases). */
  get size(): number {
    let size = 0
    for (const db of this.all) size += db.size
    return size
  }

  /** The memory of all databases, as `Keyspace.bytes`. O(databases). */
  get bytes(): number {
    let bytes = 0
    for (const db of this.all) bytes += db.bytes
    return bytes
  }

  at(index: number): Keyspace | undefined {
    return this.all[index]
  }

  /** While kept still, no key is deleted because it expired: one past its time is not seen, but stays. */
  keepStill(still: boolean): void {
    this.#still = still
    for (const db of this.all) db.still = still
  }

  /** Deletes keys past their time, for at most `budget` milliseconds; returns whether it has been through all keys. */
  expireSome(budget: number): boolean {
    return this.#still || this.#cycle.run(budget)
  }

  travel(until: number, moveTo: (moment: number) => void): void {
    if (this.#still) return
    const due = this.#cycle.dueUntil(until)
    for (const { db, key, deadline } of due) {
      if (deadline > this.surroundings.clock.now()) moveTo(deadline)
      db.expireIfDue(key)
    }
  }

  /** All data at this moment, by database: see `Keyspace.snapshot`. */
  snapshot(): readonly KeyspaceImage[] {
    return this.all.map((db) => db.snapshot())
  }

  /** Replaces all data by these images. There must be a database for each image that has keys. */
  restore(images: readonly KeyspaceImage[]): void {
    for (const [index, db] of this.all.entries()) {
      const image = images[index]
      if (image === undefined) db.flush()
      else if (db.size > 0 || image.table.size > 0) db.restore(image)
    }
  }

  /** Deletes every key of every database; returns how many there were. */
  flushAll(): number {
    let removed = 0
    for (const db of this.all) removed += db.flush()
    return removed
  }
}
