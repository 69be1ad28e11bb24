import type { Bytes } from '@resident/bytes'
import { DenseMap } from '@resident/storage'
import type { Held } from './held.ts'

const SMALLEST = 16

/** Must know of a key before it changes: see `frozen-keys.ts`. */
export interface TableWitness {
  /** The key at `slot` will get another value or deadline, or its value will be edited. -1: there is no such key. */
  changing(slot: number): void
  /** A new key stands at `slot`. */
  added(slot: number): void
  /** The key at `slot` will go, and the one at `last` take its place. */
  deleting(slot: number, last: number): void
}

/** Words of a slot's record: when the key was last used, and what it weighs. */
const WORDS = 2
/** Weights are kept in these, so that 32 GiB fit into a word; what an allocator gives is a multiple. */
const WEIGHT_UNIT = 8

/**
 * The keys of one database, what they hold, when each was last used, and how
 * much memory each takes.
 *
 * Keys stand densely in slots, so that a key can be chosen by chance in O(1)
 * and SCAN can walk them. A slot is good until the next deletion: then the last
 * key moves into the slot that became free.
 */
export class KeyTable {
  witness: TableWitness | undefined
  #map = new DenseMap<Held>()
  /** Per slot: the bits that the eviction policy reads (`access.ts`), and the weight (`weight.ts`). */
  #records = new Uint32Array(SMALLEST * WORDS)
  /** All weights together, in units. */
  #weight = 0

  get size(): number {
    return this.#map.size
  }

  /** What all keys and values weigh, in bytes. */
  get bytes(): number {
    return this.#weight * WEIGHT_UNIT
  }

  /** The key's slot, or -1. */
  slotOf(key: Bytes): number {
    return this.#map.slotOf(key) ?? -1
  }

  keyAt(slot: number): Bytes {
    return this.#map.keyAt(slot)
  }

  heldAt(slot: number): Held {
    return this.#map.valueAt(slot)
  }

  accessAt(slot: number): number {
    return this.#records[slot * WORDS]!
  }

  touch(slot: number, access: number): void {
    this.#records[slot * WORDS] = access
  }

  /** The key at `slot` and what it holds weigh so many bytes. */
  weigh(slot: number, bytes: number): void {
    const place = slot * WORDS + 1
    // A shift where 32 bits do.
    const units = bytes < 2 ** 31 ? (bytes + WEIGHT_UNIT - 1) >>> 3 : Math.ceil(bytes / WEIGHT_UNIT)
    this.#weight += units - this.#records[place]!
    this.#records[place] = units
  }

  replaceAt(slot: number, held: Held): void {
    this.witness?.changing(slot)
    this.#map.setAt(slot, held)
  }

  /** Says which slot the key got. */
  add(key: Bytes, held: Held, access: number): number {
    const slot = this.#map.size
    this.#map.set(key, held)
    if (slot * WORDS === this.#records.length) this.#resize(2 * slot)
    this.#records[slot * WORDS] = access
    this.#records[slot * WORDS + 1] = 0
    this.witness?.added(slot)
    return slot
  }

  delete(key: Bytes): boolean {
    const slot = this.#map.slotOf(key)
    if (slot === undefined) return false
    const last = this.#map.size - 1
    this.witness?.deleting(slot, last)
    const records = this.#records
    this.#map.deleteAt(slot)
    this.#weight -= records[slot * WORDS + 1]!
    records[slot * WORDS] = records[last * WORDS]!
    records[slot * WORDS + 1] = records[last * WORDS + 1]!
    if (last > SMALLEST && last * 4 * WORDS < records.length) this.#resize(2 * last)
    return true
  }

  scan(cursor: number, count: number, visit: (key: Bytes, held: Held) => void): number {
    return this.#map.scan(cursor, count, visit)
  }

  #resize(slots: number): void {
    const records = new Uint32Array(slots * WORDS)
    records.set(this.#records.subarray(0, Math.min(records.length, this.#records.length)))
    this.#records = records
  }
}
