import type { Bytes } from '@resident/bytes'
import type { CowArray } from './cow-array.ts'
import { hashOf } from './hash-of.ts'
import { SlotMap } from './slot-map.ts'
import { SlotTable } from './slot-table.ts'

/** The most keys that stand in a Map. It is made, copied and made anew in a millisecond. */
const FEW = 4096

/**
 * Where in a dense array keys stand: in a `SlotMap`, the quickest, while they are few, in a `SlotTable` afterwards. When
 * few are left, the next to come finds a `SlotMap` again.
 */
export class SlotIndex {
  #few: SlotMap | undefined = new SlotMap()
  #many: SlotTable | undefined = undefined
  /** The hash of the key that `slotOf` was asked for last, where they are many. */
  #sought = 0
  #moved = 0

  /** How many entries have been moved so far, within the index: what changes cost beyond themselves. */
  get moved(): number {
    return this.#moved + (this.#many?.moved ?? 0)
  }

  /** The slot of the key, or -1. `keys` has the keys by slot, here and in the methods that follow. */
  slotOf(key: Bytes, keys: CowArray<Bytes>): number {
    if (this.#few !== undefined) return this.#few.get(key)
    const hash = hashOf(key)
    this.#sought = hash
    return this.#many!.slotOf(hash, key, keys)
  }

  /**
   * A key that is not there, and is about to stand behind all others. `isSought`: it is the one that `slotOf` was asked
   * for last, so that its hash is known.
   */
  add(key: Bytes, keys: CowArray<Bytes>, isSought = false): void {
    const slot = keys.length
    let hash = this.#sought
    if (this.#few !== undefined) {
      if (slot < FEW) return this.#few.set(key, slot)
      this.#becomeMany(keys)
      hash = hashOf(key)
    } else if (slot < FEW / 4) return this.#becomeFew(keys).set(key, slot)
    else if (!isSought) hash = hashOf(key)
    this.#many!.add(hash, slot)
  }

  /** A key that stood at slot `from` stands at `to`. */
  move(key: Bytes, from: number, to: number): void {
    if (this.#few === undefined) this.#many!.move(hashOf(key), from, to)
    else this.#few.set(key, to)
  }

  /** The key that `slotOf` was asked for last, and that stood at `slot`, is gone. */
  deleteSought(key: Bytes, slot: number): void {
    if (this.#few === undefined) this.#many!.delete(this.#sought, slot)
    else this.#few.delete(key)
  }

  /** O(1), or O(size / 300). */
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
