import type { Bytes } from '@resident/bytes'

/** In place of a slot: the key was deleted, or never was there. */
const GONE = -1

/** A deleted key stays in the Map for this many to twice as many further deletions: it may well come back. */
const LINGER = 512

/**
 * A Map from keys to their slots that stays quick however often keys come and go.
 *
 *     #slots { c → 7, f → 9, b → GONE }
 *
 * A deleted key is first only marked as gone. V8 leaves what is deleted from a Map in its hash chain until it rehashes
 * the Map, so that a lock that is taken and released again and again among thousands of keys would soon cost microseconds.
 */
export class SlotMap {
  #slots = new Map<Bytes, number>()
  /** Keys that were marked as gone, in that order; they may have come back since. */
  #gone: Bytes[] = []

  /** The key's slot; -1 if there is no such key. */
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

  /** A small Map keeps fewer deleted keys. */
  get #linger(): number {
    return Math.min(LINGER, 8 + (this.#slots.size >> 4))
  }

  /** Removes the keys that have been gone for a while. */
  #sweep(): void {
    const linger = this.#linger
    const recent = new Set(this.#gone.slice(-linger))
    for (const key of this.#gone.splice(0, this.#gone.length - linger)) {
      if (this.#slots.get(key) === GONE && !recent.has(key)) this.#slots.delete(key)
    }
  }
}
