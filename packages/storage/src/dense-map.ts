import type { Bytes } from '@resident/bytes'
import { CowArray } from './cow-array.ts'
import { DenseSet } from './dense-set.ts'

/**
 * A `DenseSet` whose keys have values.
 *
 *     #keys   [ a, b, c ]    delete(a):  [ c, b ]
 *     #values [ 1, 2, 3 ]                [ 3, 2 ]
 *
 * What is said there about slots, `scan` and cost holds here too. A value costs 8 bytes more; values that are all
 * numbers are stored unboxed.
 */
export class DenseMap<V> {
  #keys: DenseSet = new DenseSet()
  #values: CowArray<V> = new CowArray()

  get size(): number {
    return this.#values.length
  }

  has(key: Bytes): boolean {
    return this.#keys.has(key)
  }

  get(key: Bytes): V | undefined {
    const slot = this.#keys.slotOf(key)
    return slot < 0 ? undefined : this.#values.at(slot)
  }

  /** The key's slot, or -1 if it is not there. */
  slotOf(key: Bytes): number {
    return this.#keys.slotOf(key)
  }

  /** `slot` must be in use, here and in the methods that follow. */
  keyAt(slot: number): Bytes {
    return this.#keys.keyAt(slot)
  }

  valueAt(slot: number): V {
    return this.#values.at(slot)
  }

  /** Replaces the value of the key at `slot`. */
  setAt(slot: number, value: V): void {
    this.#values.set(slot, value)
  }

  /** Says whether the key is new. An existing key keeps its slot and its own string. */
  set(key: Bytes, value: V): boolean {
    const slot = this.#keys.slotOf(key)
    this.put(slot, key, value)
    return slot < 0
  }

  /** The same, cheaper, where the last call was `slotOf` for this key, and it returned `slot`. */
  put(slot: number, key: Bytes, value: V): void {
    if (slot >= 0) this.#values.set(slot, value)
    else {
      this.#keys.appendSought(key)
      this.#values.push(value)
    }
  }

  /** As `set`, for a key that is known not to be there. It gets the last slot. */
  append(key: Bytes, value: V): void {
    this.#keys.append(key)
    this.#values.push(value)
  }

  /** Says whether there was such a key. */
  delete(key: Bytes): boolean {
    const slot = this.#keys.slotOf(key)
    if (slot < 0) return false
    this.deleteSought(slot)
    return true
  }

  /** Deletes the key at `slot`, which `slotOf` must have been asked for last. */
  deleteSought(slot: number): void {
    this.#keys.deleteSought(slot)
    const last = this.#values.pop()
    if (slot < this.#values.length) this.#values.set(slot, last)
  }

  /** As `DenseSet.deleteSoughtInOrder`. O(n). */
  deleteSoughtInOrder(slot: number): void {
    this.#keys.deleteSoughtInOrder(slot)
    this.#values.removeAt(slot)
  }

  clear(): void {
    this.#keys = new DenseSet()
    this.#values = new CowArray()
  }

  /** Visits all, by rising slot. Meanwhile the map must not change, except by `setAt`. */
  each(visit: (key: Bytes, value: V) => void): void {
    const keys = this.#keys
    const values = this.#values
    for (let slot = 0; slot < values.length; slot++) visit(keys.keyAt(slot), values.at(slot))
  }

  /** As `DenseSet.scan`. */
  scan(cursor: number, count: number, visit: (key: Bytes, value: V) => void): number {
    return this.#keys.scan(cursor, count, (key, slot) => visit(key, this.#values.at(slot)))
  }

  /** An independent copy, as `DenseSet.clone`; the values themselves are shared. */
  clone(): DenseMap<V> {
    const copy = new DenseMap<V>()
    copy.#keys = this.#keys.clone()
    copy.#values = this.#values.clone()
    return copy
  }
}
