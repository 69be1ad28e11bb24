import type { Bytes } from '@resident/bytes'
import { DenseMap } from '@resident/storage'
import type { Held } from './held.ts'

const SMALLEST = 16

/**
 * The keys of one database, what they hold, and when each was last used.
 *
 * Keys stand densely in slots, so that a key can be chosen by chance in O(1)
 * and SCAN can walk them. A slot is good until the next deletion: then the last
 * key moves into the slot that became free.
 */
export class KeyTable {
  #map = new DenseMap<Held>()
  /** Per slot, the bits that the eviction policy reads: see `access.ts`. */
  #access = new Uint32Array(SMALLEST)

  get size(): number {
    return this.#map.size
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
    return this.#access[slot]!
  }

  touch(slot: number, access: number): void {
    this.#access[slot] = access
  }

  replaceAt(slot: number, held: Held): void {
    this.#map.setAt(slot, held)
  }

  add(key: Bytes, held: Held, access: number): void {
    const slot = this.#map.size
    this.#map.set(key, held)
    if (slot === this.#access.length) this.#resize(2 * slot)
    this.#access[slot] = access
  }

  delete(key: Bytes): boolean {
    const slot = this.#map.slotOf(key)
    if (slot === undefined) return false
    const last = this.#map.size - 1
    this.#map.deleteAt(slot)
    this.#access[slot] = this.#access[last]!
    if (last > SMALLEST && last * 4 < this.#access.length) this.#resize(this.#access.length >> 1)
    return true
  }

  scan(cursor: number, count: number, visit: (key: Bytes, held: Held) => void): number {
    return this.#map.scan(cursor, count, visit)
  }

  #resize(length: number): void {
    const access = new Uint32Array(length)
    access.set(this.#access.subarray(0, Math.min(length, this.#access.length)))
    this.#access = access
  }
}
