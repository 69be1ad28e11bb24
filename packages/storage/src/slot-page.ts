import type { Bytes } from '@resident/bytes'
import type { CowArray } from './cow-array.ts'

/**
 * A page of a `SlotTable`: cells found by hash with linear probing, so a key whose cell is taken uses the next free one.
 *
 *     [ count, depth, generation, – | hash, slot + 1 | 0, 0 | hash, slot + 1 | … ]
 *
 * The number of cells is a power of two, and some are always free. It is an array of numbers, which the garbage
 * collector need not look into.
 */
export type SlotPage = Int32Array

const COUNT = 0
const DEPTH = 1
const GENERATION = 2
const HEADER = 4

/** The bits of a hash that choose a cell; a table chooses the page by the others. */
const CELL_SHIFT = 20

/** `depth`: how many low bits of their hashes all keys of the page have in common. */
export function newPage(cells: number, depth: number, generation: number): SlotPage {
  const page = new Int32Array(HEADER + 2 * cells)
  page[DEPTH] = depth
  page[GENERATION] = generation
  return page
}

export function copyOf(page: SlotPage, generation: number): SlotPage {
  const copy = page.slice()
  copy[GENERATION] = generation
  return copy
}

export function countOf(page: SlotPage): number {
  return page[COUNT]!
}

export function depthOf(page: SlotPage): number {
  return page[DEPTH]!
}

export function generationOf(page: SlotPage): number {
  return page[GENERATION]!
}

export function cellsOf(page: SlotPage): number {
  return (page.length - HEADER) >>> 1
}

/** The slot of the key, or -1. */
export function find(page: SlotPage, hash: number, key: Bytes, keys: CowArray<Bytes>): number {
  const last = cellsOf(page) - 1
  for (let cell = hash >>> CELL_SHIFT; ; cell++) {
    const at = HEADER + 2 * (cell & last)
    const slot = page[at + 1]! - 1
    if (slot < 0) return -1
    if (page[at] === hash && keys.at(slot) === key) return slot
  }
}

/** Adds a key that is not there. Another free cell must remain, or searches would not end. */
export function insert(page: SlotPage, hash: number, slot: number): void {
  const at = placeOf(page, hash, 0)
  page[at] = hash
  page[at + 1] = slot + 1
  page[COUNT]!++
}

/** The key at slot `from` has moved to slot `to`. */
export function renumber(page: SlotPage, hash: number, from: number, to: number): void {
  page[placeOf(page, hash, from + 1) + 1] = to + 1
}

/** Removes the key at `slot`. Keys that were probed past its cell move up, so that no tombstone need stay. */
export function remove(page: SlotPage, hash: number, slot: number): void {
  const last = cellsOf(page) - 1
  let hole = placeOf(page, hash, slot + 1)
  for (let cell = ((hole - HEADER) >>> 1) + 1; ; cell++) {
    const at = HEADER + 2 * (cell & last)
    if (page[at + 1] === 0) break
    const home = page[at]! >>> CELL_SHIFT
    const gap = (cell - ((hole - HEADER) >>> 1)) & last
    if (((cell - home) & last) < gap) continue
    page[hole] = page[at]!
    page[hole + 1] = page[at + 1]!
    hole = at
  }
  page[hole] = 0
  page[hole + 1] = 0
  page[COUNT]!--
}

/** Inserts the keys of `page` into `low`, or into `high` if their hash has `bit`. */
export function deal(page: SlotPage, bit: number, low: SlotPage, high: SlotPage): void {
  for (let at = HEADER; at < page.length; at += 2) {
    const next = page[at + 1]!
    if (next === 0) continue
    const hash = page[at]!
    insert((hash & bit) === 0 ? low : high, hash, next - 1)
  }
}

/** How many keys of the page have `bit` in their hash. */
export function countWith(page: SlotPage, bit: number): number {
  let count = 0
  for (let at = HEADER; at < page.length; at += 2) {
    if (page[at + 1] !== 0 && (page[at]! & bit) !== 0) count++
  }
  return count
}

/** The place in the page where `number`, which is a slot plus 1, is stored; for 0 the first free place for this hash. */
function placeOf(page: SlotPage, hash: number, number: number): number {
  const last = cellsOf(page) - 1
  for (let cell = hash >>> CELL_SHIFT; ; cell++) {
    const at = HEADER + 2 * (cell & last)
    if (page[at + 1] === number) return at
  }
}
