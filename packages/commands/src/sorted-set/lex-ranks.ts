import type { Bytes } from '@resident/bytes'
import type { SortedSetValue } from '@resident/storage'
import type { LexBound, LexRange } from '../args/lex-range.ts'
import { memberAt } from './member-at.ts'
import type { Ranks } from './ranks.ts'

const NONE: Ranks = { first: 0, end: 0 }

/**
 * The ranks of the members within the range.
 *
 * That has no meaning where scores differ, but Redis has an answer all the same. Whatever the encoding, it first checks
 * whether the first and last member of the set allow of any. In a listpack it then searches for the first member within
 * the near bound (from the end if `reverse`), and goes on until one is beyond the far bound. In a skiplist its answer
 * depends on the random heights of nodes, and is not imitated.
 */
export function ranksByLex(zset: SortedSetValue, range: LexRange, reverse: boolean): Ranks {
  const { min, max } = range
  const least = memberAt(zset, 0)
  const greatest = memberAt(zset, zset.length - 1)
  if (isEmpty(range) || !isAbove(greatest.member, min) || !isBelow(least.member, max)) return NONE
  if (zset.encoding === 'listpack' && least.score !== greatest.score) {
    const members: Bytes[] = []
    zset.each(0, zset.length - 1, (member) => members.push(member))
    return reverse ? walkBack(members, range) : walkOn(members, range)
  }
  return {
    first: countBefore(zset, min, min.exclusive),
    end: countBefore(zset, max, !max.exclusive),
  }
}

function countBefore(zset: SortedSetValue, bound: LexBound, orEqual: boolean): number {
  if (bound.at === 'below') return 0
  if (bound.at === 'above') return zset.length
  return zset.countBelowMember(bound.member, orEqual)
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
