import type { Bytes } from '@resident/bytes'
import { CowArray } from './cow-array.ts'
import { SlotIndex } from './slot-index.ts'

/**
 * A Set whose keys also stand in a dense array, so that one can be chosen by
 * its slot in O(1) and an iteration can be interrupted.
 *
 *     #slots  { a → 0, b → 1, c → 2 }    delete(a):  { b → 1, c → 0 }
 *     #keys   [ a, b, c ]                            [ c, b ]
 *
 * Slots run from 0 to `size - 1` without holes: a deletion moves the last key
 * into the gap, so a slot is good only until the next deletion. Keys move to
 * smaller slots and never to greater ones, which is all that `scan` needs.
 *
 * Costs 8 bytes a key and, where there are many, 11 to 22 more for finding it.
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

  /** Where the key stands now; -1 if it does not. */
  slotOf(key: Bytes): number {
    return this.#slots.slotOf(key, this.#keys)
  }

  /** `slot` must be in use. */
  keyAt(slot: number): Bytes {
    return this.#keys.at(slot)
  }

  /** Says whether the key is new. A new one takes the last slot. */
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

  /** The same, cheaper, for the key that was looked up last, and not found. */
  appendSought(key: Bytes): void {
    this.#slots.add(key, this.#keys, true)
    this.#keys.push(key)
  }

  /** The slot that the key had and the last key has now, or -1 if there was no such key. */
  delete(key: Bytes): number {
    const slot = this.slotOf(key)
    if (slot >= 0) this.deleteSought(slot)
    return slot
  }

  /** Deletes the key that was looked up last, and stands at `slot`. */
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

  /** The same, but those behind move up by one each, so that all stay in the order they came. O(n). */
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
   * Visits the next `count` keys of an iteration that started with cursor 0, and gives the cursor
   * to go on with; 0 when there are no more. Any cursor is legal.
   *
   * The walk goes downwards and the cursor is the number of slots still to visit. A key that has
   * not been visited can only move down, where the walk has yet to come: so one that is there from
   * the first step to the last may be seen twice, but is never missed. `visit` may delete.
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

  /** A copy that goes its own way; where there are many keys, it shares them until they change. */
  clone(): DenseSet {
    const copy = new DenseSet()
    copy.#slots = this.#slots.clone()
    copy.#keys = this.#keys.clone()
    return copy
  }

  /** The keys as they are now, by their slots. Cheaper than a copy: it cannot be asked for a key. */
  freeze(): CowArray<Bytes> {
    return this.#keys.clone()
  }
}
