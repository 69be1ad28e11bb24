import type { Bytes } from '@resident/bytes'
import type { DenseMap } from '@resident/storage'
import type { Held } from './held.ts'
import type { KeyTable, TableWitness } from './key-table.ts'
import type { Deadline } from './keyspace.ts'

/** A key as it was when its database was frozen. */
export interface FrozenKey {
  readonly key: Bytes
  /** Not to be changed, nor looked at after the visit. */
  readonly held: Held
  readonly deadline: Deadline | undefined
  /** Its record of use (`access.ts`). */
  readonly access: number
}

/**
 * The keys of a database as they are at this moment, to be visited bit by bit while the database goes
 * on changing: what a save in the background needs.
 *
 * ```
 *   slot 0                  #next              size
 *   |    still to come      |    visited       |
 * ```
 *
 * The walk goes from the last slot to the first. A key that is about to change before its turn is
 * copied and kept; one that comes into the slots still to come, be it new or moved by a deletion, is
 * remembered to be passed over. So it costs O(1) to begin, and nothing for keys that do not change.
 */
export class FrozenKeys implements TableWitness {
  readonly size: number
  readonly volatileSize: number
  readonly #table: KeyTable
  readonly #expires: DenseMap<Deadline>
  #next: number
  /** Keys in slots still to come that are not to be visited there. */
  readonly #passed = new Set<Bytes>()
  #copied: FrozenKey[] = []

  /** The table may have no other witness. */
  constructor(table: KeyTable, expires: DenseMap<Deadline>) {
    this.#table = table
    this.#expires = expires
    this.size = table.size
    this.volatileSize = expires.size
    this.#next = table.size
    table.witness = this
  }

  /** Visits the next key; says whether there was one. The database must not change during the visit. */
  visitNext(visit: (key: FrozenKey) => void): boolean {
    const copied = this.#copied.pop()
    if (copied !== undefined) {
      visit(copied)
      return true
    }
    this.#next = Math.min(this.#next, this.#table.size)
    while (this.#next > 0) {
      const slot = --this.#next
      if (this.#passed.delete(this.#table.keyAt(slot))) continue
      visit(this.#at(slot))
      return true
    }
    return false
  }

  /** Ends it; the database need not be watched any more. */
  release(): void {
    this.#table.witness = undefined
    this.#copied = []
    this.#next = 0
  }

  // As the table's witness.

  changing(slot: number): void {
    if (slot < 0 || slot >= this.#next) return
    const frozen = this.#at(slot)
    if (this.#passed.has(frozen.key)) return
    this.#passed.add(frozen.key)
    this.#copied.push({ ...frozen, held: copyOf(frozen.held) })
  }

  added(slot: number): void {
    if (slot < this.#next) this.#passed.add(this.#table.keyAt(slot))
  }

  deleting(slot: number, last: number): void {
    this.changing(slot)
    if (slot < this.#next && last >= this.#next) this.#passed.add(this.#table.keyAt(last))
  }

  #at(slot: number): FrozenKey {
    const key = this.#table.keyAt(slot)
    return {
      key,
      held: this.#table.heldAt(slot),
      deadline: this.#expires.get(key),
      access: this.#table.accessAt(slot),
    }
  }
}

function copyOf(held: Held): Held {
  return typeof held === 'object' ? held.clone() : held
}
