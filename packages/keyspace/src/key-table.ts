import type { Bytes } from '@resident/bytes'
import { CowArray, DenseSet, type EncodingLimits } from '@resident/storage'
import { type Deadline, Deadlines } from './deadlines.ts'
import type { Held } from './held.ts'
import { SlotRecords } from './slot-records.ts'

/** Weights are kept in units of this many bytes, so that 32 GiB fit into a word; allocations are multiples of it. */
const WEIGHT_UNIT = 8

/** What the slots of a table held when it was frozen. */
export interface FrozenTable {
  readonly keys: CowArray<Bytes>
  readonly values: CowArray<Held>
  readonly records: SlotRecords
  readonly deadlines: Deadlines
}

/**
 * The keys of one database: what each holds, when it was last used, when it
 * expires, and how much memory it takes.
 *
 * Keys are kept densely in slots, so that one can be picked at random in O(1)
 * and SCAN can walk them. A slot is valid until the next deletion, which moves
 * the last key into the slot that became free.
 *
 * A copy costs next to nothing: the two share whatever neither has changed since, pages of slots and the values
 * themselves. So a value may be edited only after `own`.
 */
export class KeyTable {
  #keys = new DenseSet()
  #values = new CowArray<Held>()
  #records = new SlotRecords()
  #deadlines = new Deadlines()
  /** The sum of all weights, in units. */
  #weight = 0

  get size(): number {
    return this.#values.length
  }

  /** What all keys and values weigh, in bytes. */
  get bytes(): number {
    return this.#weight * WEIGHT_UNIT
  }

  /** How many keys have a deadline. */
  get volatileSize(): number {
    return this.#deadlines.size
  }

  /** The key's slot, or -1. */
  slotOf(key: Bytes): number {
    return this.#keys.slotOf(key)
  }

  keyAt(slot: number): Bytes {
    return this.#keys.keyAt(slot)
  }

  heldAt(slot: number): Held {
    return this.#values.at(slot)
  }

  accessAt(slot: number): number {
    return this.#records.accessAt(slot)
  }

  touch(slot: number, access: number): void {
    this.#records.touch(slot, access)
  }

  /** When the key at `slot` expires, if it does. */
  deadlineAt(slot: number): Deadline | undefined {
    return this.#deadlines.of(slot)
  }

  setDeadline(slot: number, deadline: Deadline): void {
    this.#deadlines.set(slot, deadline)
  }

  /** Says whether there was a deadline. */
  dropDeadline(slot: number): boolean {
    return this.#deadlines.size > 0 && this.#deadlines.delete(slot)
  }

  /** The slot of the n-th key that has a deadline, `0 <= n < volatileSize`; any deletion may change it. */
  volatileSlotAt(n: number): number {
    return this.#deadlines.slotAt(n)
  }

  /** As `scan`, over the keys that have a deadline; `visit` must not delete. */
  scanVolatile(
    cursor: number,
    count: number,
    visit: (key: Bytes, deadline: Deadline) => void,
  ): number {
    return this.#deadlines.scan(cursor, count, (slot, deadline) =>
      visit(this.#keys.keyAt(slot), deadline),
    )
  }

  /** Notes how many bytes the key at `slot` takes with its value. */
  weigh(slot: number, bytes: number): void {
    // A shift, where 32 bits are enough, is quicker than a division.
    const units = bytes < 2 ** 31 ? (bytes + WEIGHT_UNIT - 1) >>> 3 : Math.ceil(bytes / WEIGHT_UNIT)
    const before = this.#records.weightAt(slot)
    if (units === before) return
    this.#weight += units - before
    this.#records.weigh(slot, units)
  }

  /** To be called before the value at `slot` is edited: if a copy of the table shares it, a clone replaces it here. */
  own(slot: number, limits: EncodingLimits): void {
    const held = this.#values.at(slot)
    if (typeof held === 'object' && this.#records.isShared(slot)) {
      this.replaceAt(slot, held.clone(limits))
    }
  }

  /** Replaces the value at `slot`. `held` must not be shared with any other key or table. */
  replaceAt(slot: number, held: Held): void {
    this.#values.set(slot, held)
    if (typeof held === 'object') this.#records.claim(slot)
  }

  /** Adds a key that is not there, with a value that nothing else shares; returns its slot. */
  add(key: Bytes, held: Held, access: number): number {
    const slot = this.#values.length
    this.#keys.append(key)
    this.#values.push(held)
    this.#records.add(slot, access)
    return slot
  }

  delete(key: Bytes): boolean {
    const slot = this.#keys.slotOf(key)
    if (slot < 0) return false
    this.#weight -= this.#records.weightAt(slot)
    if (this.#deadlines.size > 0) this.#deadlines.delete(slot)
    this.#keys.deleteSought(slot)
    const held = this.#values.pop()
    const last = this.#values.length
    if (slot < last) this.#values.set(slot, held)
    this.#records.moveLast(last, slot)
    if (this.#deadlines.size > 0) this.#deadlines.moveLast(last, slot)
    return true
  }

  /** As `DenseSet.scan`. */
  scan(cursor: number, count: number, visit: (key: Bytes) => void): number {
    return this.#keys.scan(cursor, count, visit)
  }

  /** An independent copy. O(size / 300), or O(size) up to 4,096 keys. */
  clone(): KeyTable {
    const copy = new KeyTable()
    copy.#keys = this.#keys.clone()
    copy.#values = this.#values.clone()
    copy.#records = this.#records.clone()
    copy.#deadlines = this.#deadlines.clone()
    copy.#weight = this.#weight
    return copy
  }

  /** What the slots hold now, to be read while the table goes on changing. O(size / 1024), and look-ups stay as quick. */
  freeze(): FrozenTable {
    return {
      keys: this.#keys.freeze(),
      values: this.#values.clone(),
      records: this.#records.clone(),
      deadlines: this.#deadlines.clone(),
    }
  }
}
