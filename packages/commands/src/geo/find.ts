import type { Bytes } from '@resident/bytes'
import type { SortedSetValue } from '@resident/storage'
import { partialSort } from '../generic/partial-sort.ts'
import { type Cell, hashOf, MOST_STEPS, type Point, pointOf } from './cell.ts'
import { cover } from './cover.ts'
import type { SearchRequest } from './search-request.ts'
import { distanceWithin, type Shape } from './shape.ts'

/** A member within the shape. */
export interface Found {
  readonly member: Bytes
  readonly score: number
  readonly point: Point
  /** From the centre, in the unit of the request. */
  readonly distance: number
}

/** The members within the shape, as many as asked for and in that order. */
export function find(zset: SortedSetValue, request: SearchRequest): readonly Found[] {
  const { shape, count, any } = request
  const found: Found[] = []
  for (const cell of cover(shape)) {
    if (any && found.length >= count) break
    findInCell(zset, cell, shape, any ? count : Number.POSITIVE_INFINITY, found)
  }
  // COUNT without ANY means the nearest.
  const order = request.order ?? (count > 0 && !any ? 'ASC' : undefined)
  const length = count === 0 ? found.length : Math.min(count, found.length)
  if (order !== undefined) sort(found, order === 'ASC' ? nearest : furthest, length)
  return length === found.length ? found : found.slice(0, length)
}

/** Adds the members of the cell that are within the shape, until there are `limit`. */
function findInCell(
  zset: SortedSetValue,
  cell: Cell,
  shape: Shape,
  limit: number,
  found: Found[],
): void {
  const shift = BigInt(2 * (MOST_STEPS - cell.steps))
  const hash = hashOf(cell)
  const first = zset.countBelow(Number(hash << shift), false)
  const end = zset.countBelow(Number((hash + 1n) << shift), false)
  if (first >= end) return
  zset.each(first, end - 1, (member, score) => {
    if (found.length >= limit) return
    const point = pointOf(score)
    const metres = distanceWithin(shape, point)
    if (metres === undefined) return
    found.push({ member, score, point, distance: metres / shape.unit })
  })
}

/** Redis's sort is stable where it sorts all, but not where it sorts only the first `length`. */
function sort(found: Found[], order: (a: Found, b: Found) => number, length: number): void {
  if (length === found.length) found.sort(order)
  else partialSort(found, order, 0, length - 1)
}

function nearest(a: Found, b: Found): number {
  return a.distance > b.distance ? 1 : a.distance === b.distance ? 0 : -1
}

function furthest(a: Found, b: Found): number {
  return -nearest(a, b)
}
