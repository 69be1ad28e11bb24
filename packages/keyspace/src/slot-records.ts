/** The slots of a page, whose records are copied together. */
const PAGE_BITS = 10
const PAGE = 1 << PAGE_BITS
const PLACE = PAGE - 1

/** The first page starts with room for this many. */
const SMALLEST = 16

/** The words of a record: when the key was last used, and what it weighs. */
const WORDS = 2
/** The bits of the first word that record the use (`access.ts`). */
const ACCESS = 0xffffff
/** The bit for a value that no copy of the table shares. It counts only in a page that is not shared itself. */
const OWN = 1 << 24

/**
 * What a `KeyTable` records for each slot beside the key and its value: the bits that the eviction policy reads, the
 * weight, and whether a copy of the table shares the value.
 *
 * A copy costs O(n / 1024): it shares all pages. A page is copied when it is first changed afterwards, and all its values
 * then count as shared.
 */
export class SlotRecords {
  #pages: Uint32Array[] = [new Uint32Array(SMALLEST * WORDS)]
  /** Which pages no copy shares; `undefined` while there was never a copy, and so nothing is shared. */
  #owned: boolean[] | undefined = undefined

  /** `slot` must be in use, here and in the methods that follow. */
  accessAt(slot: number): number {
    return this.#pages[slot >>> PAGE_BITS]![(slot & PLACE) * WORDS]! & ACCESS
  }

  touch(slot: number, access: number): void {
    const page = this.#pageOf(slot)
    const place = (slot & PLACE) * WORDS
    page[place] = (page[place]! & OWN) | access
  }

  weightAt(slot: number): number {
    return this.#pages[slot >>> PAGE_BITS]![(slot & PLACE) * WORDS + 1]!
  }

  weigh(slot: number, units: number): void {
    this.#pageOf(slot)[(slot & PLACE) * WORDS + 1] = units
  }

  /** Whether a copy of the table may share the value, so that it must not be edited. */
  isShared(slot: number): boolean {
    if (this.#owned === undefined) return false
    const at = slot >>> PAGE_BITS
    return !this.#owned[at] || (this.#pages[at]![(slot & PLACE) * WORDS]! & OWN) === 0
  }

  /** The slot has got a value that no copy shares. */
  claim(slot: number): void {
    if (this.#owned !== undefined) this.#pageOf(slot)[(slot & PLACE) * WORDS]! |= OWN
  }

  /** Adds a record for the slot after the last one in use, with a value that no copy shares. */
  add(slot: number, access: number): void {
    const at = slot >>> PAGE_BITS
    const place = (slot & PLACE) * WORDS
    if (at === this.#pages.length) this.#addPage()
    else if (place === this.#pages[at]!.length) this.#resizeFirst(Math.min(PAGE, 2 * slot))
    const page = this.#pageOf(slot)
    page[place] = OWN | access
    page[place + 1] = 0
  }

  /** The record of `last`, the last slot in use, becomes that of `slot`. */
  moveLast(last: number, slot: number): void {
    const isShared = this.isShared(last)
    const from = this.#pages[last >>> PAGE_BITS]!
    const to = this.#pageOf(slot)
    const source = (last & PLACE) * WORDS
    const place = (slot & PLACE) * WORDS
    const access = from[source]! & ACCESS
    to[place + 1] = from[source + 1]!
    to[place] = isShared ? access : access | OWN
    this.#shrink(last)
  }

  clone(): SlotRecords {
    const copy = new SlotRecords()
    copy.#pages = this.#pages.slice()
    this.#owned = new Array(this.#pages.length).fill(false)
    copy.#owned = this.#owned.slice()
    return copy
  }

  /** The page of a slot, to be changed: a copy of it if it was shared. */
  #pageOf(slot: number): Uint32Array {
    const at = slot >>> PAGE_BITS
    return this.#owned === undefined || this.#owned[at] ? this.#pages[at]! : this.#own(at)
  }

  #own(at: number): Uint32Array {
    const copy = this.#pages[at]!.slice()
    for (let place = 0; place < copy.length; place += WORDS) copy[place]! &= ACCESS
    this.#pages[at] = copy
    this.#owned![at] = true
    return copy
  }

  #addPage(): void {
    this.#pages.push(new Uint32Array(PAGE * WORDS))
    this.#owned?.push(true)
  }

  /** Frees what this many slots do not need, except for a page or so, since the next ones may come soon. */
  #shrink(slots: number): void {
    const pages = (slots >>> PAGE_BITS) + 2
    if (this.#pages.length > pages) {
      this.#pages.pop()
      this.#owned?.pop()
    } else if (slots > SMALLEST && slots * 4 * WORDS < this.#pages[0]!.length) {
      this.#resizeFirst(2 * slots)
    }
  }

  #resizeFirst(slots: number): void {
    const old = this.#pageOf(0)
    const resized = new Uint32Array(slots * WORDS)
    resized.set(old.subarray(0, Math.min(resized.length, old.length)))
    this.#pages[0] = resized
  }
}
