import type { Bytes } from '@resident/bytes'
import type { CowArray } from './cow-array.ts'
import {
  cellsOf,
  copyOf,
  countOf,
  countWith,
  deal,
  depthOf,
  find,
  generationOf,
  insert,
  newPage,
  remove,
  renumber,
  type SlotPage,
} from './slot-page.ts'

/** The most cells of a page, unless many hashes are alike. */
const PAGE = 1024
/** The fewest. */
const SMALLEST = 16
/** The directory has at least this many keys for each of its entries, so that alike hashes cannot blow it up. */
const SPARSE = 128

/**
 * A hash table from keys to their slots that grows and shrinks a page at a time (extendible hashing), so that no change
 * costs more than a page, however many keys there are.
 *
 *     #pages  [ p, q, p, r ]      by the last 2 bits of the hash; p has too few keys to be split, and holds
 *               │  │     │       all whose hash ends in 0
 *               p  q     r
 *
 * A full page is split in two by one more bit, and two that are nearly empty are joined. The table knows hashes and
 * slots only; the keys themselves are in the dense array, and are compared only where the hash agrees.
 *
 * A copy shares all pages, and each is copied when it is first changed. A page records the generation in which it was
 * made, and only pages of the current generation are a table's own: copying begins a new one on both sides.
 */
export class SlotTable {
  #pages: SlotPage[] = [newPage(SMALLEST, 0, 0)]
  /** Pages by their depth. */
  #depths: number[] = [1]
  #generation = 0
  #size = 0
  #moved = 0

  get size(): number {
    return this.#size
  }

  /** How many entries have been moved to another page so far: all that changes cost beyond their own cell. For tests. */
  get moved(): number {
    return this.#moved
  }

  /** The slot of the key, whose hash this is, or -1. `keys` holds the keys by slot. */
  slotOf(hash: number, key: Bytes, keys: CowArray<Bytes>): number {
    const pages = this.#pages
    return find(pages[hash & (pages.length - 1)]!, hash, key, keys)
  }

  /** The key must not be there. */
  add(hash: number, slot: number): void {
    let page = this.#own(hash)
    while (countOf(page) * 4 >= cellsOf(page) * 3) {
      this.#widen(page, hash)
      page = this.#pageOf(hash)
    }
    insert(page, hash, slot)
    this.#size++
  }

  /** The key at slot `from` has moved to slot `to`. */
  move(hash: number, from: number, to: number): void {
    renumber(this.#own(hash), hash, from, to)
  }

  /** Forgets the key of this hash at `slot`. */
  delete(hash: number, slot: number): void {
    const page = this.#own(hash)
    remove(page, hash, slot)
    this.#size--
    if (countOf(page) * 8 < cellsOf(page)) this.#narrow(page, hash)
  }

  /** O(size / 300). */
  clone(): SlotTable {
    const copy = new SlotTable()
    copy.#pages = this.#pages.slice()
    copy.#depths = this.#depths.slice()
    copy.#generation = ++this.#generation
    copy.#size = this.#size
    return copy
  }

  #pageOf(hash: number): SlotPage {
    return this.#pages[hash & (this.#pages.length - 1)]!
  }

  /** The page for this hash, to be changed: a copy of it if it was shared. */
  #own(hash: number): SlotPage {
    const page = this.#pageOf(hash)
    if (generationOf(page) === this.#generation) return page
    const copy = copyOf(page, this.#generation)
    this.#moved += countOf(page)
    this.#put(copy, hash)
    return copy
  }

  /** Enters the page in the directory for all hashes that agree with this one in the page's low bits. */
  #put(page: SlotPage, hash: number): void {
    const step = 1 << depthOf(page)
    const pages = this.#pages
    for (let at = hash & (step - 1); at < pages.length; at += step) pages[at] = page
  }

  /** The page is too full. */
  #widen(page: SlotPage, hash: number): void {
    const deepens = 1 << depthOf(page) === this.#pages.length
    const splits = !deepens || this.#pages.length * SPARSE <= this.#size
    if (cellsOf(page) >= PAGE && splits) this.#split(page, hash)
    else this.#resize(page, hash, 2 * cellsOf(page))
  }

  #split(page: SlotPage, hash: number): void {
    const depth = depthOf(page)
    const bit = 1 << depth
    if (bit === this.#pages.length) this.#deepen()
    const count = countOf(page)
    const withBit = countWith(page, bit)
    const low = newPage(cellsFor(count - withBit), depth + 1, this.#generation)
    const high = newPage(cellsFor(withBit), depth + 1, this.#generation)
    deal(page, bit, low, high)
    this.#put(low, hash & ~bit)
    this.#put(high, hash | bit)
    this.#moved += count
    this.#depths[depth]!--
    this.#depths[depth + 1]! += 2
  }

  /** Doubles the directory: one more bit chooses the page, and as yet both values of it lead to the same one. */
  #deepen(): void {
    this.#pages = this.#pages.concat(this.#pages)
    this.#depths.push(0)
  }

  /** The page is nearly empty. */
  #narrow(page: SlotPage, hash: number): void {
    const depth = depthOf(page)
    const buddy = depth === 0 ? page : this.#pageOf(hash ^ (1 << (depth - 1)))
    const count = countOf(page) + countOf(buddy)
    if (buddy !== page && depthOf(buddy) === depth && count * 4 <= PAGE) {
      this.#join(page, buddy, hash)
    } else if (cellsOf(page) > SMALLEST) this.#resize(page, hash, cellsFor(countOf(page)))
  }

  #join(page: SlotPage, buddy: SlotPage, hash: number): void {
    const count = countOf(page) + countOf(buddy)
    const depth = depthOf(page) - 1
    const joined = newPage(cellsFor(count), depth, this.#generation)
    deal(page, 0, joined, joined)
    deal(buddy, 0, joined, joined)
    this.#put(joined, hash)
    this.#moved += count
    this.#depths[depth]!++
    this.#depths[depth + 1]! -= 2
    while (this.#depths.length > 1 && this.#depths.at(-1) === 0) this.#flatten()
  }

  /** Halves the directory: no page depends on its last bit any more. */
  #flatten(): void {
    this.#pages.length /= 2
    this.#depths.pop()
  }

  #resize(page: SlotPage, hash: number, cells: number): void {
    const resized = newPage(cells, depthOf(page), this.#generation)
    deal(page, 0, resized, resized)
    this.#put(resized, hash)
    this.#moved += countOf(page)
  }
}

/** How many cells to make for `count` keys: at least half of them stay free. */
function cellsFor(count: number): number {
  let cells = SMALLEST
  while (cells < 2 * count) cells *= 2
  return cells
}
