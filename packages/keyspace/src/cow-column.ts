/** The numbers of a page, which are copied together. */
const PAGE_BITS = 10
const PAGE = 1 << PAGE_BITS
const PLACE = PAGE - 1

/** The first page starts with room for this many. */
const SMALLEST = 16

/**
 * Numbers by index, 0 where none was set. A copy costs O(n / 1024), and each page is copied when it is first changed.
 * The numbers are stored unboxed, so the garbage collector does not look at them.
 */
export class CowColumn {
  #pages: (Float64Array | undefined)[] = []
  /** Which pages no copy shares. */
  #owned: boolean[] = []

  at(index: number): number {
    const page = this.#pages[index >>> PAGE_BITS]
    const place = index & PLACE
    return page !== undefined && place < page.length ? page[place]! : 0
  }

  set(index: number, number: number): void {
    this.#own(index)[index & PLACE] = number
  }

  /** All from `length` on are 0: frees what they need, except for a page or two, since the next ones may come soon. */
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

  /** The page of an index, to be changed: a copy of it if it was shared or too short. */
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
