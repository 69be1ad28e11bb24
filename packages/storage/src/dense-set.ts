import type { Bytes } from '@resident/bytes'
import { CowArray } from './cow-array.ts'
import { SlotIndex } from './slot-index.ts'

/**
 * A Set whose keys are also in a dense array, so that a random one can be
 * picked by its slot in O(1) and an iteration can be interrupted.
 *
 *     #slots  { a → 0, b → 1, c → 2 }    delete(a):  { b → 1, c → 0 }
 *     #keys   [ a, b, c ]                            [ c, b ]
 *
 * Slots run from 0 to `size - 1` without holes: a deletion moves the last key
 * into the gap, so a slot is valid only until the next deletion. Keys move to
 * smaller slots and never to greater ones, which is all that `scan` needs.
 *
 * Costs 8 bytes a key and, beyond 4,096 keys, 11 to 22 more for the index.
 */
export class DenseSet {
  #slots: SlotIndex = new SlotIndex()
  #keys: CowArray<Bytes> = new CowArray()

  get size(): number {
    return this.#keys.length
  }

  has(key: Bytes): boolean {
    return this.slotOf(key) >= 0
  }

  /** The key's slot, or -1 if it is not there. */
  slotOf(key: Bytes): number {
    return this.#slots.slotOf(key, this.#keys)
  }

  /** `slot` must be in use. */
  keyAt(slot: number): Bytes {
    return this.#keys.at(slot)
  }

  /** Says whether the key is new. A new key gets the last slot. */
  add(key: Bytes): boolean {
    if (this.has(key)) return false
    this.appendSought(key)
    return true
  }

  /** As `add`, for a key that is known not to be there. */
  append(key: Bytes): void {
    this.#slots.add(key, this.#keys)
    this.#keys.push(key)
  }

  /** The same, cheaper, for the key that was looked up last and was not found. */
  appendSought(key: Bytes): void {
    this.#slots.addSought(key, this.#keys)
    this.#keys.push(key)
  }

  /** Gives the slot that the key had, where the last key is now; -1 if there was no such key. */
  delete(key: Bytes): number {
    const slot = this.slotOf(key)
    if (slot >= 0) this.deleteSought(slot)
    return slot
  }

  /** Deletes the key at `slot`, which must be the one that was looked up last. */
  deleteSought(slot: number): void {
    const last = this.#keys.pop()
    const end = this.#keys.length
    if (slot === end) {
      this.#slots.deleteSought(last, end)
      return
    }
    this.#slots.deleteSought(this.#keys.at(slot), slot)
    this.#keys.set(slot, last)
    this.#slots.move(last, end, slot)
  }

  /** The same, but the keys after it move up by one, so that insertion order is kept. O(n). */
  deleteSoughtInOrder(slot: number): void {
    this.#slots.deleteSought(this.#keys.at(slot), slot)
    this.#keys.removeAt(slot)
    for (let i = slot; i < this.#keys.length; i++) this.#slots.move(this.#keys.at(i), i + 1, i)
  }

  /** Visits all, by rising slot. The set must not change meanwhile. */
  each(visit: (key: Bytes) => void): void {
    const keys = this.#keys
    for (let slot = 0; slot < keys.length; slot++) visit(keys.at(slot))
  }

  /**
   * Visits the next `count` keys of an iteration that started with cursor 0, and returns the cursor
   * to continue with; 0 when it is finished. Any cursor is legal.
   *
   * The walk goes downwards, and the cursor is the number of slots still to visit. A key that has
   * not been visited can only move down, to where the walk has yet to come: so a key that is there
   * from the first step to the last may be seen twice, but is never missed. `visit` may delete.
   */
  scan(cursor: number, count: number, visit: (key: Bytes, slot: number) => void): number {
    const keys = this.#keys
    let left = cursor > 0 ? cursor : keys.length
    for (let visited = 0; visited < count; visited++) {
      if (left > keys.length) left = keys.length
      if (left === 0) return 0
      left--
      visit(keys.at(left), left)
    }
    return Math.min(left, keys.length)
  }

  /** An independent copy; where there are many keys, the two share pages until one of them changes. O(size / 300). */
  clone(): DenseSet {
    const copy = new DenseSet()
    copy.#slots = this.#slots.clone()
    copy.#keys = this.#keys.clone()
    return copy
  }

  /** The keys as they are now, by slot. Cheaper than a copy, since no key can be looked up in it. */
  freeze(): CowArray<Bytes> {
    return this.#keys.clone()
  }
}
