import type { Bytes } from '@resident/bytes'
import type { Deadline } from './deadlines.ts'
import type { Held } from './held.ts'
import type { FrozenTable, KeyTable } from './key-table.ts'

/** A key as it was when its database was frozen. */
export interface FrozenKey {
  readonly key: Bytes
  /** Not to be changed. */
  readonly held: Held
  readonly deadline: Deadline | undefined
  /** Its record of use (`access.ts`). */
  readonly access: number
}

/**
 * The keys of a database as they were at one moment, to be visited one by one while the database goes
 * on changing: for saves in the background.
 */
export class FrozenKeys {
  readonly size: number
  readonly volatileSize: number
  #table: FrozenTable | undefined
  #next = 0

  constructor(table: KeyTable) {
    this.#table = table.freeze()
    this.size = table.size
    this.volatileSize = table.volatileSize
  }

  /** Visits the next key; returns whether there was one. */
  visitNext(visit: (key: FrozenKey) => void): boolean {
    if (this.#table === undefined || this.#next === this.size) return false
    const { keys, values, records, deadlines } = this.#table
    const slot = this.#next++
    visit({
      key: keys.at(slot),
      held: values.at(slot),
      deadline: deadlines.of(slot),
      access: records.accessAt(slot),
    })
    return true
  }

  /** Ends the visit, so that what was kept for it can be collected. */
  release(): void {
    this.#table = undefined
  }
}
