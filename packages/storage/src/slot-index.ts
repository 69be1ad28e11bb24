import type { Bytes } from '@resident/bytes'

/** A Map of so many entries is copied in less than a millisecond. */
const FEW = 2048

/** How much of a shared base each change takes over. */
const PACE = 4

/** What is gone where there is no base; never added to. */
const NONE: Set<Bytes> = new Set()

/**
 * A Map from keys to small numbers of which a large one is copied in O(1).
 *
 *     #own { c → 7, f → 9 }     what has changed since the copy was made
 *     #gone { b }               what has been deleted since
 *     #base { a → 0, b → 1, c → 2 … }   what both had then; neither changes it
 *
 * (Copying a Map of a million entries takes half a second.) Every change takes
 * a few entries of the base over into `#own`, so that after a while the base,
 * with all that has been deleted from it, is let go.
 */
export class SlotIndex {
  #own: Map<Bytes, number> = new Map()
  #base: Map<Bytes, number> | undefined = undefined
  #gone: Set<Bytes> = NONE
  /** Walks the base. */
  #walk: Iterator<[Bytes, number]> | undefined = undefined

  get(key: Bytes): number | undefined {
    const slot = this.#own.get(key)
    if (slot !== undefined || this.#base === undefined) return slot
    return this.#gone.has(key) ? undefined : this.#base.get(key)
  }

  set(key: Bytes, slot: number): void {
    this.#own.set(key, slot)
    if (this.#base === undefined) return
    this.#gone.delete(key)
    this.#takeOver()
  }

  delete(key: Bytes): void {
    this.#own.delete(key)
    if (this.#base === undefined) return
    this.#gone.add(key)
    this.#takeOver()
  }

  /** O(1) where there is no base, or few entries; otherwise O(changes since the last copy). */
  clone(): SlotIndex {
    const copy = new SlotIndex()
    if (this.#base === undefined) {
      if (this.#own.size <= FEW) {
        copy.#own = new Map(this.#own)
        return copy
      }
      const base = this.#own
      this.#own = new Map()
      this.#shareBase(base)
      copy.#shareBase(base)
      return copy
    }
    copy.#shareBase(this.#base)
    copy.#own = new Map(this.#own)
    copy.#gone = new Set(this.#gone)
    return copy
  }

  #shareBase(base: Map<Bytes, number>): void {
    this.#base = base
    this.#gone = new Set()
    this.#walk = base.entries()
  }

  #takeOver(): void {
    for (let i = 0; i < PACE; i++) {
      const next = this.#walk?.next()
      if (next === undefined || next.done) {
        this.#base = undefined
        this.#gone = NONE
        this.#walk = undefined
        return
      }
      const [key, slot] = next.value
      if (!this.#own.has(key) && !this.#gone.has(key)) this.#own.set(key, slot)
    }
  }
}
