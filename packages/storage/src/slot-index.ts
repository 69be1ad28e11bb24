import type { Bytes } from '@resident/bytes'
import type { CowArray } from './cow-array.ts'
import { hashOf } from './hash-of.ts'
import { SlotMap } from './slot-map.ts'
import { SlotTable } from './slot-table.ts'

/** The most keys that are kept in a Map: one of this size is built, copied or rehashed within a millisecond. */
const FEW = 4096

/**
 * An index from keys to their slots in a dense array: a `SlotMap`, the quickest, while they are few, afterwards a
 * `SlotTable`. When few are left, the next key to be added turns it into a `SlotMap` again.
 */
export class SlotIndex {
  #few: SlotMap | undefined = new SlotMap()
  #many: SlotTable | undefined = undefined
  /** The hash of the key that `slotOf` was asked for last, or that was added last; only while there is a `SlotTable`. */
  #sought = 0
  #moved = 0

  /** How many entries have been moved within the index so far: what changes cost beyond their own entry. For tests. */
  get moved(): number {
    return this.#moved + (this.#many?.moved ?? 0)
  }

  /** The slot of the key, or -1. `keys` holds the keys by slot, here and in the methods that follow. */
  slotOf(key: Bytes, keys: CowArray<Bytes>): number {
    if (this.#few !== undefined) return this.#few.get(key)
    const hash = hashOf(key)
    this.#sought = hash
    return this.#many!.slotOf(hash, key, keys)
  }

  /** Adds a key that is not there, and that the caller is about to append to `keys`. */
  add(key: Bytes, keys: CowArray<Bytes>): void {
    if (this.#few === undefined) this.#sought = hashOf(key)
    this.addSought(key, keys)
  }

  /** The same, cheaper, for the key that `slotOf` was asked for last: its hash is known. */
  addSought(key: Bytes, keys: CowArray<Bytes>): void {
    const slot = keys.length
    if (this.#few !== undefined) {
      if (slot < FEW) return this.#few.set(key, slot)
      this.#becomeMany(keys)
      this.#sought = hashOf(key)
    } else if (slot < FEW / 4) return this.#becomeFew(keys).set(key, slot)
    this.#many!.add(this.#sought, slot)
  }

  /** The key at slot `from` has moved to slot `to`. */
  move(key: Bytes, from: number, to: number): void {
    if (this.#few === undefined) this.#many!.move(hashOf(key), from, to)
    else this.#few.set(key, to)
  }

  /** Forgets the key at `slot`, which `slotOf` must have been asked for last. */
  deleteSought(key: Bytes, slot: number): void {
    if (this.#few === undefined) this.#many!.delete(this.#sought, slot)
    else this.#few.delete(key)
  }

  /** O(size) up to 4,096 keys, then O(size / 300). */
  clone(): SlotIndex {
    const copy = new SlotIndex()
    copy.#few = this.#few?.clone()
    copy.#many = this.#many?.clone()
    return copy
  }

  #becomeMany(keys: CowArray<Bytes>): void {
    const many = new SlotTable()
    for (let slot = 0; slot < keys.length; slot++) many.add(hashOf(keys.at(slot)), slot)
    this.#moved += keys.length
    this.#many = many
    this.#few = undefined
  }

  #becomeFew(keys: CowArray<Bytes>): SlotMap {
    const few = new SlotMap()
    for (let slot = 0; slot < keys.length; slot++) few.set(keys.at(slot), slot)
    this.#moved += keys.length + this.#many!.moved
    this.#few = few
    this.#many = undefined
    return few
  }
}
