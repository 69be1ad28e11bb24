import type { Bytes } from '@resident/bytes'
import type { DenseMap } from '@resident/storage'
import type { Held } from './held.ts'
import type { FrozenTable, KeyTable } from './key-table.ts'
import type { Deadline } from './keyspace.ts'

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
 * The keys of a database as they are at this moment, to be visited bit by bit while the database goes
 * on changing: what a save in the background needs.
 */
export class FrozenKeys {
  readonly size: number
  readonly volatileSize: number
  #table: FrozenTable | undefined
  readonly #expires: DenseMap<Deadline>
  #next = 0

  constructor(table: KeyTable, expires: DenseMap<Deadline>) {
    this.#table = table.freeze()
    this.#expires = expires.clone()
    this.size = table.size
    this.volatileSize = expires.size
  }

  /** Visits the next key; says whether there was one. */
  visitNext(visit: (key: FrozenKey) => void): boolean {
    if (this.#table === undefined || this.#next === this.size) return false
    const { keys, values, records } = this.#table
    const slot = this.#next++
    const key = keys.at(slot)
    visit({
      key,
      held: values.at(slot),
      deadline: this.#expires.get(key),
      access: records.accessAt(slot),
    })
    return true
  }

  /** Ends it: what was kept for it is let go. */
  release(): void {
    this.#table = undefined
    this.#expires.clear()
  }
}
