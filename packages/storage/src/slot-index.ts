import type { Bytes } from '@resident/bytes'

/** A Map of so many entries is copied in less than a millisecond. */
const FEW = 2048

/** How much of a shared base each change takes over. */
const PACE = 4

/** Stands for the slot of a key that was deleted. */
const GONE = -1

/** How many deletions a deleted key stays in the Map, and so many again: the last ones may come back. */
const LINGER = 512
/** The most keys that are taken out of it at once. */
const SWEEP = 4096
/** V8 makes a Map of so many places anew in one go when three quarters are empty: 10 ms and more. */
const LARGE = 1 << 19

/**
 * A Map from keys to small numbers in which a key can come and go at any rate, and of which a large
 * one is copied in O(1).
 *
 *     #own { c → 7, f → 9, b → GONE }     what has changed since the copy was made
 *     #base { a → 0, b → 1, c → 2 … }     what both had then; neither changes it
 *
 * (Copying a Map of a million entries takes half a second.) Every change takes
 * a few entries of the base over into `#own`, so that after a while the base
 * is let go.
 *
 * A key is marked as gone before it is deleted, since V8 leaves what is deleted from a Map in its
 * chain until the Map is made anew: a lock that is taken and given back among 100,000 keys would soon cost 40 µs.
 *
 * A large Map that has lost most of its keys becomes a base by itself, so that what is left moves to a smaller one bit
 * by bit.
 */
export class SlotIndex {
  #own: Map<Bytes, number> = new Map()
  #base: Map<Bytes, number> | undefined = undefined
  /** Keys that were marked as gone, and may have come back since. */
  #gone: Bytes[] = []
  /** Whether the base is nobody else's, so that it may be changed. */
  #ownsBase = false
  /** The most entries that `#own` has been seen to have. */
  #largest = 0
  /** Walks the base. */
  #walk: Iterator<[Bytes, number]> | undefined = undefined

  get(key: Bytes): number | undefined {
    const slot = this.#own.get(key) ?? this.#base?.get(key)
    return slot === GONE ? undefined : slot
  }

  set(key: Bytes, slot: number): void {
    this.#own.set(key, slot)
    if (this.#base !== undefined) this.#takeOver()
  }

  /** The key must be there. */
  delete(key: Bytes): void {
    // A mark in the base takes no new place.
    if (this.#ownsBase && !this.#own.has(key)) this.#base!.set(key, GONE)
    else {
      this.#own.set(key, GONE)
      this.#gone.push(key)
    }
    if (this.#base !== undefined) this.#takeOver()
    else if (this.#gone.length > 2 * this.#linger) this.#sweep()
  }

  /** O(1) where there is no base, or few entries; otherwise O(changes since the last copy). */
  clone(): SlotIndex {
    const copy = new SlotIndex()
    if (this.#base !== undefined) {
      this.#ownsBase = false
      copy.#shareBase(this.#base)
      copy.#own = new Map(this.#own)
      copy.#gone = this.#gone.slice()
    } else if (this.#own.size <= FEW) {
      copy.#own = new Map(this.#own)
      copy.#gone = this.#gone.slice()
    } else {
      copy.#shareBase(this.#own)
      this.#rebase()
    }
    return copy
  }

  /** All that there is becomes the base. */
  #rebase(): void {
    this.#shareBase(this.#own)
    this.#own = new Map()
    this.#gone = []
    this.#largest = 0
  }

  #shareBase(base: Map<Bytes, number>): void {
    this.#base = base
    this.#walk = base.entries()
  }

  #takeOver(): void {
    for (let i = 0; i < PACE; i++) {
      const next = this.#walk?.next()
      if (next === undefined || next.done) {
        this.#base = undefined
        this.#ownsBase = false
        this.#walk = undefined
        return
      }
      const [key, slot] = next.value
      if (slot !== GONE && !this.#own.has(key)) this.#own.set(key, slot)
    }
  }

  /** A small Map keeps few of them. */
  get #linger(): number {
    return Math.min(LINGER, 8 + (this.#own.size >> 4))
  }

  /** Takes those out that have been gone for a while. */
  #sweep(): void {
    const { size } = this.#own
    this.#largest = Math.max(this.#largest, size)
    const places = 2 ** Math.ceil(Math.log2(this.#largest))
    if (places >= LARGE && size - SWEEP < places / 4) {
      this.#rebase()
      this.#ownsBase = true
      return
    }
    const linger = this.#linger
    const recent = new Set(this.#gone.slice(-linger))
    for (const key of this.#gone.splice(0, Math.min(SWEEP, this.#gone.length - linger))) {
      if (this.#own.get(key) === GONE && !recent.has(key)) this.#own.delete(key)
    }
  }
}
