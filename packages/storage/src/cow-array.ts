/** Elements that are copied at once: a page. */
const PAGE_BITS = 10
const PAGE = 1 << PAGE_BITS
const PLACE = PAGE - 1

/** An array of so many is copied whole, and stays as quick as it was. */
const FEW = 2 * PAGE

/** One of more has pages, since V8 makes a plain one that grows anew in one go. */
const LARGE = 64 * PAGE

/** Shared by all arrays that have no pages; never changed. */
const NONE: boolean[] = []

/**
 * A dense array of which a large one is copied in O(n / 1024), and grows a page at a time.
 *
 *     #flat  [ a b c d | e f g h | i j k l ]               what there was when it got pages; nobody changes it
 *     #pages [    .    | e F g h |    .    | m n o p ]     what has changed or come since, a page at a time
 *
 * Until it is copied for the first time, or grows large, it is a plain array, and costs what that costs. Afterwards a
 * page is copied by whoever changes it first.
 */
export class CowArray<T> {
  #flat: T[] = []
  #pages: (T[] | undefined)[] | undefined = undefined
  /** Pages that are nobody else's. */
  #owned: boolean[] = NONE
  /** Pages still to be found in `#flat`: with the last of them it is let go. */
  #bare = 0
  #length = 0

  get length(): number {
    return this.#length
  }

  /** `index` must be in use, here and in the methods that follow. */
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

  /** There must be an element. */
  pop(): T {
    this.#length--
    return this.#pages === undefined ? (this.#flat.pop() as T) : this.#popPaged(this.#pages)
  }

  /** Those behind move up by one each. O(n). */
  removeAt(index: number): void {
    if (this.#pages === undefined) {
      this.#flat.splice(index, 1)
      this.#length--
      return
    }
    for (let i = index + 1; i < this.#length; i++) this.set(i - 1, this.at(i))
    this.pop()
  }

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

  /** No page is this array's alone any more. */
  #share(): void {
    this.#owned = new Array(this.#paginate().length).fill(false)
  }

  /** From now on there are pages, at first none but in `#flat`. */
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

  /** The page, for a change: a copy where it is somebody else's too. */
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

  /** One page less is to be found in `#flat`. */
  #lose(): void {
    if (--this.#bare === 0) this.#flat = []
  }
}
