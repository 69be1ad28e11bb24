import type { Bytes } from '@resident/bytes'
import type { SortedSetValue } from '@resident/storage'
import type { LexBound, LexRange } from '../args/lex-range.ts'
import type { Ranks } from './ranks.ts'

// A range of members means nothing where scores differ, but Redis's listpacks have an answer all the same: they
// look for the first member beyond the near bound, and walk on until one is beyond the far bound.

/** Whether the answer follows from a walk alone: the set is a listpack, and not all its scores are equal. */
export function mustWalk(zset: SortedSetValue): boolean {
  if (zset.encoding !== 'listpack' || zset.length === 0) return false
  const scores: number[] = []
  const note = (_: Bytes, score: number): void => void scores.push(score)
  zset.each(0, 0, note)
  zset.each(zset.length - 1, zset.length - 1, note)
  return scores[0] !== scores[1]
}

/** The ranks that Redis finds from the set's start, or from its end if `reverse`. */
export function walkLex(zset: SortedSetValue, range: LexRange, reverse: boolean): Ranks {
  const members: Bytes[] = []
  zset.each(0, zset.length - 1, (member) => members.push(member))
  const within = (member: Bytes | undefined): boolean =>
    member !== undefined && isAbove(member, range.min) && isBelow(member, range.max)
  const none = { first: 0, end: 0 }
  if (isEmpty(range) || !isAbove(members.at(-1)!, range.min) || !isBelow(members[0]!, range.max)) {
    return none
  }
  if (reverse) {
    const last = members.findLastIndex((member) => isBelow(member, range.max))
    if (!within(members[last])) return none
    let first = last
    while (first > 0 && isAbove(members[first - 1]!, range.min)) first--
    return { first, end: last + 1 }
  }
  const first = members.findIndex((member) => isAbove(member, range.min))
  if (!within(members[first])) return none
  let end = first + 1
  while (end < members.length && isBelow(members[end]!, range.max)) end++
  return { first, end }
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
