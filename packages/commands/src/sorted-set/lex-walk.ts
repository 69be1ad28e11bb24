import type { Bytes } from '@resident/bytes'
import type { SortedSetValue } from '@resident/storage'
import type { LexBound, LexRange } from '../args/lex-range.ts'
import type { Ranks } from './ranks.ts'

// A range of members means nothing where scores differ, but Redis has an answer all the same. A listpack looks
// whether its ends allow of any, then for the first member beyond the near bound, and
// walks on until one is beyond the far bound; a skiplist's answer hangs on the heights of its nodes, which are drawn.

const NONE: Ranks = { first: 0, end: 0 }

/** Whether not all scores are equal. */
export function scoresDiffer(zset: SortedSetValue): boolean {
  const last = zset.length - 1
  let [least, greatest] = [0, 0]
  zset.each(0, 0, (_, score) => {
    least = score
  })
  zset.each(last, last, (_, score) => {
    greatest = score
  })
  return least !== greatest
}

/** The ranks that Redis finds in a listpack from its start, or from its end if `reverse`. */
export function walkLex(zset: SortedSetValue, range: LexRange, reverse: boolean): Ranks {
  const members: Bytes[] = []
  zset.each(0, zset.length - 1, (member) => members.push(member))
  if (isOutside(members, range)) return NONE
  return reverse ? walkBack(members, range) : walkOn(members, range)
}

function isOutside(members: readonly Bytes[], range: LexRange): boolean {
  return (
    isEmpty(range) ||
    !isAbove(members.at(-1) as Bytes, range.min) ||
    !isBelow(members[0] as Bytes, range.max)
  )
}

function walkOn(members: readonly Bytes[], { min, max }: LexRange): Ranks {
  const first = members.findIndex((member) => isAbove(member, min))
  let end = first
  while (end < members.length && isBelow(members[end] as Bytes, max)) end++
  return { first, end }
}

function walkBack(members: readonly Bytes[], { min, max }: LexRange): Ranks {
  const last = members.findLastIndex((member) => isBelow(member, max))
  let first = last + 1
  while (first > 0 && isAbove(members[first - 1] as Bytes, min)) first--
  return { first, end: last + 1 }
}

function isEmpty({ min, max }: LexRange): boolean {
  if (min.at !== 'member' || max.at !== 'member') return min.at === 'above' || max.at === 'below'
  return min.member > max.member || (min.member === max.member && (min.exclusive || max.exclusive))
}

function isAbove(member: Bytes, min: LexBound): boolean {
  if (min.at !== 'member') return min.at === 'below'
  return min.exclusive ? member > min.member : member >= min.member
}

function isBelow(member: Bytes, max: LexBound): boolean {
  if (max.at !== 'member') return max.at === 'above'
  return max.exclusive ? member < max.member : member <= max.member
}
