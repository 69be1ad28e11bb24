import type { Bytes } from '@resident/bytes'

/** A Map of so many entries is copied in about a millisecond or less. */
const FEW = 4096

/** How many entries of shared layers each change merges. */
const PACE = 16

/** Stands for the slot of a key that was deleted, and of one that never was. */
const GONE = -1

/** How many deletions a deleted key stays in the Map, and so many again: the last ones may come back. */
const LINGER = 512
/** The most keys that are taken out of it at once. */
const SWEEP = 4096
/** V8 makes a Map of so many places anew in one go when three quarters are empty: 10 ms and more. */
const LARGE = 1 << 19

type Layer = Map<Bytes, number>

/**
 * A Map from keys to small numbers in which a key can come and go at any rate, and of which a large
 * one is copied in O(1).
 *
 *     #own      { c → 7, f → 9, b → GONE }     what has changed since the last copy was made
 *     #layers[0]  { d → 4, a → GONE }          what had changed between the copy before it and that one
 *     #layers[1]  { a → 0, b → 1, c → 2 … }    what there was then; copies share layers, and none changes them
 *
 *     #merged   { c → 7, f → 9, b → GONE, d → 4 … }   all of it, in the making
 *
 * (Copying a Map of a million entries takes half a second.) While there are layers, each change takes some entries
 * over into `#merged`, and stands in it too; when that has all of them, it takes the place of the rest. So as long
 * as nothing was copied, and some time after, a look-up is one of a Map.
 *
 * A key is marked as gone before it is deleted, since V8 leaves what is deleted from a Map in its
 * chain until the Map is made anew: a lock that is taken and given back among 100,000 keys would soon cost 40 µs.
 *
 * A large Map that has lost most of its keys becomes a layer by itself, so that what is left moves to a smaller one
 * bit by bit.
 */
export class SlotIndex {
  #own: Layer = new Map()
  /** The newest first. */
  #layers: readonly Layer[] = []
  #merged: Layer | undefined = undefined
  /** What is being merged, and the layers that come after it. */
  #walk: Iterator<[Bytes, number]> | undefined = undefined
  #unwalked: Layer[] = []
  /** Keys that were marked as gone, and may have come back since. */
  #gone: Bytes[] = []
  /** Whether the one layer is nobody else's, so that it may be changed. */
  #ownsLayer = false
  /** The most entries that `#own` has been seen to have. */
  #largest = 0

  /** -1: there is no such key. */
  get(key: Bytes): number {
    const slot = this.#own.get(key)
    return slot === undefined ? this.#buried(key) : slot
  }

  set(key: Bytes, slot: number): void {
    this.#own.set(key, slot)
    if (this.#merged === undefined) return
    this.#merged.set(key, slot)
    this.#merge(this.#merged)
  }

  /** The key must be there. */
  delete(key: Bytes): void {
    const merged = this.#merged
    // A mark in the layer takes no new place.
    const marksLayer = this.#ownsLayer && !this.#own.has(key)
    if (marksLayer) this.#layers[0]!.set(key, GONE)
    else this.#own.set(key, GONE)
    if (!marksLayer || merged?.has(key)) {
      merged?.set(key, GONE)
      this.#gone.push(key)
    }
    if (merged !== undefined) this.#merge(merged)
    else if (this.#gone.length > 2 * this.#linger) this.#sweep()
  }

  /** O(1), or O(changes since the last copy) where those are few. */
  clone(): SlotIndex {
    const copy = new SlotIndex()
    if (this.#own.size > FEW) this.#bury()
    copy.#own = new Map(this.#own)
    copy.#gone = this.#gone.slice()
    this.#ownsLayer = false
    if (this.#merged !== undefined) copy.#beginMerge(this.#layers)
    return copy
  }

  /** All changes so far become a layer. What is being merged has them already. */
  #bury(): void {
    const layers = [this.#own, ...this.#layers]
    this.#own = new Map()
    this.#largest = 0
    if (this.#merged !== undefined) {
      this.#layers = layers
      return
    }
    this.#gone = []
    this.#beginMerge(layers)
  }

  #beginMerge(layers: readonly Layer[]): void {
    this.#layers = layers
    this.#merged = new Map(this.#own)
    this.#unwalked = [...layers]
    this.#walk = this.#unwalked.shift()!.entries()
  }

  #buried(key: Bytes): number {
    const layers = this.#layers
    for (let i = 0; i < layers.length; i++) {
      const slot = layers[i]!.get(key)
      if (slot !== undefined) return slot
    }
    return GONE
  }

  /** Goes on merging. What has been merged already is newer than what comes. */
  #merge(merged: Layer): void {
    for (let i = 0; i < PACE; i++) {
      const next = this.#walk!.next()
      if (next.done) {
        this.#walk = this.#unwalked.shift()?.entries()
        if (this.#walk === undefined) return this.#endMerge(merged)
        continue
      }
      const [key, slot] = next.value
      // Under the last layer there is nothing to be hidden by a mark.
      if (merged.has(key) || (slot === GONE && this.#unwalked.length === 0)) continue
      merged.set(key, slot)
      if (slot === GONE) this.#gone.push(key)
    }
  }

  #endMerge(merged: Layer): void {
    this.#own = merged
    this.#layers = []
    this.#merged = undefined
    this.#ownsLayer = false
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
      this.#bury()
      this.#ownsLayer = true
      return
    }
    const linger = this.#linger
    const recent = new Set(this.#gone.slice(-linger))
    for (const key of this.#gone.splice(0, Math.min(SWEEP, this.#gone.length - linger))) {
      if (this.#own.get(key) === GONE && !recent.has(key)) this.#own.delete(key)
    }
  }
}
