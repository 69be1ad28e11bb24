import type { Bytes } from '@resident/bytes'

/** Stands for the slot of a key that was deleted, and of one that never was. */
const GONE = -1

/** How many deletions a deleted key stays in the Map, and so many again: the last ones may come back. */
const LINGER = 512

/**
 * A Map from keys to their slots in which a key can come and go at any rate.
 *
 *     #slots { c → 7, f → 9, b → GONE }
 *
 * A key is marked as gone before it is deleted, since V8 leaves what is deleted from a Map in its chain until the Map is
 * made anew: a lock that is taken and given back among thousands of keys would soon cost microseconds.
 */
export class SlotMap {
  #slots = new Map<Bytes, number>()
  /** Keys that were marked as gone, and may have come back since. */
  #gone: Bytes[] = []

  /** -1: there is no such key. */
  get(key: Bytes): number {
    const slot = this.#slots.get(key)
    return slot === undefined ? GONE : slot
  }

  set(key: Bytes, slot: number): void {
    this.#slots.set(key, slot)
  }

  /** The key must be there. */
  delete(key: Bytes): void {
    this.#slots.set(key, GONE)
    this.#gone.push(key)
    if (this.#gone.length > 2 * this.#linger) this.#sweep()
  }

  /** O(n). */
  clone(): SlotMap {
    const copy = new SlotMap()
    copy.#slots = new Map(this.#slots)
    copy.#gone = this.#gone.slice()
    return copy
  }

  /** A small Map keeps few of them. */
  get #linger(): number {
    return Math.min(LINGER, 8 + (this.#slots.size >> 4))
  }

  /** Takes those out that have been gone for a while. */
  #sweep(): void {
    const linger = this.#linger
    const recent = new Set(this.#gone.slice(-linger))
    for (const key of this.#gone.splice(0, this.#gone.length - linger)) {
      if (this.#slots.get(key) === GONE && !recent.has(key)) this.#slots.delete(key)
    }
  }
}
