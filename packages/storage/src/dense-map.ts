import type { Bytes } from '@resident/bytes'

/**
 * A Map whose entries also stand in dense arrays, so that one can be chosen by
 * its slot in O(1) and an iteration can be interrupted.
 *
 *     #slots  { a → 0, b → 1, c → 2 }
 *     #keys   [ a, b, c ]           delete(a):  [ c, b ]
 *     #values [ 1, 2, 3 ]                       [ 3, 2 ]
 *
 * Slots run from 0 to `size - 1` without holes: a deletion moves the last entry
 * into the gap, so a slot is good only until the next deletion. Entries move to
 * smaller slots and never to greater ones, which is all that `scan` needs.
 *
 * Costs per entry what a Map entry costs and 16 bytes. A V8 Map holds at most
 * 2^24 entries, and throws beyond.
 */
export class DenseMap<V> {
  #slots: Map<Bytes, number> = new Map()
  #keys: Bytes[] = []
  #values: V[] = []

  get size(): number {
    return this.#keys.length
  }

  has(key: Bytes): boolean {
    return this.#slots.has(key)
  }

  get(key: Bytes): V | undefined {
    const slot = this.#slots.get(key)
    return slot === undefined ? undefined : this.#values[slot]
  }

  /** Where the key stands now; `undefined` if it does not. */
  slotOf(key: Bytes): number | undefined {
    return this.#slots.get(key)
  }

  /** `slot` must be in use, here and in the methods that follow. */
  keyAt(slot: number): Bytes {
    return this.#keys[slot] as Bytes
  }

  valueAt(slot: number): V {
    return this.#values[slot] as V
  }

  /** Replaces the value of the key that stands at `slot`. */
  setAt(slot: number, value: V): void {
    this.#values[slot] = value
  }

  /** Says whether the key is new. One that is there keeps its slot and its own string. */
  set(key: Bytes, value: V): boolean {
    const slot = this.#slots.get(key)
    if (slot !== undefined) {
      this.#values[slot] = value
      return false
    }
    this.#slots.set(key, this.#keys.length)
    this.#keys.push(key)
    this.#values.push(value)
    return true
  }

  /** Says whether there was such a key. */
  delete(key: Bytes): boolean {
    const slot = this.#slots.get(key)
    if (slot === undefined) return false
    this.#slots.delete(key)
    this.#fill(slot)
    return true
  }

  deleteAt(slot: number): void {
    this.#slots.delete(this.#keys[slot] as Bytes)
    this.#fill(slot)
  }

  clear(): void {
    this.#slots = new Map()
    this.#keys = []
    this.#values = []
  }

  /** Visits all, by rising slot. The map must not change meanwhile, but for `setAt`. */
  each(visit: (key: Bytes, value: V) => void): void {
    const keys = this.#keys
    const values = this.#values
    for (let slot = 0; slot < keys.length; slot++) visit(keys[slot] as Bytes, values[slot] as V)
  }

  /**
   * Visits the next `count` entries of an iteration that started with cursor 0, and gives the
   * cursor to go on with; 0 when there are no more. Any cursor is legal.
   *
   * The walk goes downwards and the cursor is the number of slots still to visit. An entry that has
   * not been visited can only move down, where the walk has yet to come: so one that is there from
   * the first step to the last may be seen twice, but is never missed. `visit` may delete.
   */
  scan(cursor: number, count: number, visit: (key: Bytes, value: V) => void): number {
    const keys = this.#keys
    const values = this.#values
    let left = cursor > 0 ? cursor : keys.length
    for (let visited = 0; visited < count; visited++) {
      if (left > keys.length) left = keys.length
      if (left === 0) return 0
      left--
      visit(keys[left] as Bytes, values[left] as V)
    }
    return Math.min(left, keys.length)
  }

  /** A copy that shares nothing but the keys and values themselves. O(n). */
  clone(): DenseMap<V> {
    const copy = new DenseMap<V>()
    copy.#slots = new Map(this.#slots)
    copy.#keys = this.#keys.slice()
    copy.#values = this.#values.slice()
    return copy
  }

  /** Moves the last entry to `slot`, whose own entry is gone. */
  #fill(slot: number): void {
    const key = this.#keys.pop() as Bytes
    const value = this.#values.pop() as V
    if (slot === this.#keys.length) return
    this.#keys[slot] = key
    this.#values[slot] = value
    this.#slots.set(key, slot)
  }
}
