import type { SortedSetValue } from '@resident/storage'
import type { IndexRange } from '../args/index-range.ts'
import type { LexRange } from '../args/lex-range.ts'
import type { ScoreRange } from '../args/score-range.ts'
import type { Argv } from '../command.ts'
import { ranksByLex } from './lex-ranks.ts'

/** What ZRANGE and similar can be asked for. */
export type Range = IndexRange | ScoreRange | LexRange

/** Reads a range from the arguments at these indexes. */
export type RangeReader = (argv: Argv, minAt: number, maxAt: number) => Range

/** Consecutive ranks, `end` excluded. There are none of them if `first >= end`. */
export interface Ranks {
  readonly first: number
  readonly end: number
}

/** The ranks of the members within the range. With `reverse`, the ranks of an index range count from the end of the set. */
export function ranksIn(zset: SortedSetValue, range: Range, reverse = false): Ranks {
  switch (range.by) {
    case 'rank':
      return ranksByIndex(zset.length, range, reverse)
    case 'score':
      return {
        first: zset.countBelow(range.min, range.minExclusive),
        end: zset.countBelow(range.max, !range.maxExclusive),
      }
    case 'lex':
      return ranksByLex(zset, range, reverse)
  }
}

/** How many there are. */
export function countOf({ first, end }: Ranks): number {
  return Math.max(0, end - first)
}

function ranksByIndex(length: number, { start, stop }: IndexRange, reverse: boolean): Ranks {
  const first = start < 0 ? Math.max(0, length + start) : start
  const end = stop < 0 ? length + stop + 1 : Math.min(stop + 1, length)
  return reverse ? { first: length - end, end: length - first } : { first, end }
}
