/** The elements of a page, which are copied together. */
const PAGE_BITS = 10
const PAGE = 1 << PAGE_BITS
const PLACE = PAGE - 1

/** An array of up to this many is copied whole, and the copy is as quick as a plain array. */
const FEW = 2 * PAGE

/** A longer array has pages: growing a plain one makes V8 copy all of it at once. */
const LARGE = 64 * PAGE

/** Shared by all arrays that have no pages; never changed. */
const NONE: boolean[] = []

/**
 * A dense array that, when large, is copied in O(n / 1024) and grows a page at a time (copy on write).
 *
 *     #flat  [ a b c d | e f g h | i j k l ]               the elements from before there were pages; never changed
 *     #pages [    .    | e F g h |    .    | m n o p ]     what was changed or added since, page by page
 *
 * Until it is first copied, or grows large, it is a plain array and costs no more than one. Afterwards each page is copied
 * the first time one of its elements is changed.
 */
export class CowArray<T> {
  #flat: T[] = []
  #pages: (T[] | undefined)[] | undefined = undefined
  /** Which pages no other array shares. */
  #owned: boolean[] = NONE
  /** How many pages are still read from `#flat`; when there are none, it is released. */
  #bare = 0
  #length = 0

  get length(): number {
    return this.#length
  }

  /** `index` must be less than `length`, here and in the methods that follow. */
  at(index: number): T {
    return this.#pages === undefined ? (this.#flat[index] as T) : this.#paged(this.#pages, index)
  }

  set(index: number, element: T): void {
    if (this.#pages === undefined) this.#flat[index] = element
    else this.#own(this.#pages, index >>> PAGE_BITS)[index & PLACE] = element
  }

  push(element: T): void {
    const pages = this.#length === LARGE ? this.#paginate() : this.#pages
    if (pages === undefined) this.#flat.push(element)
    else this.#pushPaged(pages, element)
    this.#length++
  }

  /** The array must not be empty. */
  pop(): T {
    this.#length--
    return this.#pages === undefined ? (this.#flat.pop() as T) : this.#popPaged(this.#pages)
  }

  /** The elements after it move up by one. O(n). */
  removeAt(index: number): void {
    if (this.#pages === undefined) {
      this.#flat.splice(index, 1)
      this.#length--
      return
    }
    for (let i = index + 1; i < this.#length; i++) this.set(i - 1, this.at(i))
    this.pop()
  }

  /** An independent copy. O(n / 1024), or O(n) up to 2,048 elements. */
  clone(): CowArray<T> {
    const copy = new CowArray<T>()
    if (this.#length <= FEW) copy.#flat = this.#whole()
    else {
      this.#share()
      copy.#pages = this.#pages!.slice()
      copy.#owned = this.#owned.slice()
      copy.#flat = this.#flat
      copy.#bare = this.#bare
    }
    copy.#length = this.#length
    return copy
  }

  /** A plain array of the same elements. */
  #whole(): T[] {
    if (this.#pages === undefined) return this.#flat.slice()
    const whole: T[] = []
    for (let i = 0; i < this.#length; i++) whole.push(this.#paged(this.#pages, i))
    return whole
  }

  /** From now on all pages are shared. */
  #share(): void {
    this.#owned = new Array(this.#paginate().length).fill(false)
  }

  /** From now on there are pages; at first all of them are read from `#flat`. */
  #paginate(): (T[] | undefined)[] {
    if (this.#pages !== undefined) return this.#pages
    this.#bare = Math.ceil(this.#length / PAGE)
    this.#owned = new Array(this.#bare).fill(false)
    this.#pages = new Array(this.#bare).fill(undefined)
    return this.#pages
  }

  #paged(pages: readonly (T[] | undefined)[], index: number): T {
    const page = pages[index >>> PAGE_BITS]
    return (page === undefined ? this.#flat[index] : page[index & PLACE]) as T
  }

  /** The page, to be changed: a copy of it if it was shared. */
  #own(pages: (T[] | undefined)[], at: number): T[] {
    const page = pages[at]
    if (this.#owned[at]) return page as T[]
    const start = at << PAGE_BITS
    const end = Math.min(start + PAGE, this.#length)
    const copy = page === undefined ? this.#flat.slice(start, end) : page.slice(0, end - start)
    pages[at] = copy
    this.#owned[at] = true
    if (page === undefined) this.#lose()
    return copy
  }

  #pushPaged(pages: (T[] | undefined)[], element: T): void {
    const at = this.#length >>> PAGE_BITS
    if (at < pages.length) this.#own(pages, at).push(element)
    else {
      pages.push([element])
      this.#owned.push(true)
    }
  }

  #popPaged(pages: (T[] | undefined)[]): T {
    const index = this.#length
    const last = this.#paged(pages, index)
    const at = index >>> PAGE_BITS
    if ((index & PLACE) === 0) {
      if (pages.pop() === undefined) this.#lose()
      this.#owned.pop()
    } else if (this.#owned[at]) (pages[at] as T[]).pop()
    return last
  }

  /** One page fewer is read from `#flat`. */
  #lose(): void {
    if (--this.#bare === 0) this.#flat = []
  }
}
