import type { SortedSetValue } from '@resident/storage'
import type { IndexRange } from '../args/index-range.ts'
import type { LexBound, LexRange } from '../args/lex-range.ts'
import type { ScoreRange } from '../args/score-range.ts'

/** What ZRANGE and kin may be asked for. */
export type Range = IndexRange | ScoreRange | LexRange

/** Consecutive ranks, `end` excluded. There are none of them if `first >= end`. */
export interface Ranks {
  readonly first: number
  readonly end: number
}

/** The ranks of what lies within the range; of a range by rank, counted from the set's start. */
export function ranksIn(zset: SortedSetValue, range: Range): Ranks {
  switch (range.by) {
    case 'rank':
      return ranksByIndex(zset.length, range)
    case 'score':
      return {
        first: zset.countBelow(range.min, range.minExclusive),
        end: zset.countBelow(range.max, !range.maxExclusive),
      }
    case 'lex':
      return {
        first: countBefore(zset, range.min, range.min.exclusive),
        end: countBefore(zset, range.max, !range.max.exclusive),
      }
  }
}

/** How many there are. */
export function countOf({ first, end }: Ranks): number {
  return Math.max(0, end - first)
}

/** The same ranks counted from the other end of the set. */
export function mirrored({ first, end }: Ranks, length: number): Ranks {
  return { first: length - end, end: length - first }
}

function ranksByIndex(length: number, { start, stop }: IndexRange): Ranks {
  const first = start < 0 ? Math.max(0, length + start) : start
  const last = stop < 0 ? length + stop : Math.min(stop, length - 1)
  return { first, end: last + 1 }
}

function countBefore(zset: SortedSetValue, bound: LexBound, orEqual: boolean): number {
  if (bound.at === 'below') return 0
  if (bound.at === 'above') return zset.length
  return zset.countBelowMember(bound.member, orEqual)
}
