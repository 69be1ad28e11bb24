/** Numbers that are copied at once: a page. */
const PAGE_BITS = 10
const PAGE = 1 << PAGE_BITS
const PLACE = PAGE - 1

/** The first page begins small. */
const SMALLEST = 16

/**
 * Numbers by index, 0 where none was set, of which a copy costs O(n / 1024): a page is copied by whoever changes it
 * first. They stand unboxed, and the collector does not look at them.
 */
export class CowColumn {
  #pages: (Float64Array | undefined)[] = []
  /** Pages that are nobody else's. */
  #owned: boolean[] = []

  at(index: number): number {
    const page = this.#pages[index >>> PAGE_BITS]
    const place = index & PLACE
    return page !== undefined && place < page.length ? page[place]! : 0
  }

  set(index: number, number: number): void {
    this.#own(index)[index & PLACE] = number
  }

  /** Lets go what is not needed for indices below `length`, all beyond being 0; but not at once, for they may come back. */
  trim(length: number): void {
    if (this.#pages.length <= (length >>> PAGE_BITS) + 2) return
    this.#pages.pop()
    this.#owned.pop()
  }

  clone(): CowColumn {
    const copy = new CowColumn()
    copy.#pages = this.#pages.slice()
    this.#owned = new Array(this.#pages.length).fill(false)
    copy.#owned = this.#owned.slice()
    return copy
  }

  /** The page of an index, for a change. */
  #own(index: number): Float64Array {
    const at = index >>> PAGE_BITS
    const page = this.#pages[at]
    const place = index & PLACE
    if (page !== undefined && place < page.length && this.#owned[at]) return page
    while (this.#pages.length < at) {
      this.#pages.push(undefined)
      this.#owned.push(false)
    }
    const copy = new Float64Array(at === 0 ? roomFor(place, page) : PAGE)
    if (page !== undefined) copy.set(page)
    this.#pages[at] = copy
    this.#owned[at] = true
    return copy
  }
}

function roomFor(place: number, page: Float64Array | undefined): number {
  let room = page?.length ?? SMALLEST
  while (room <= place) room *= 2
  return room
}
