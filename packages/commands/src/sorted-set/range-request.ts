import type { SortedSetValue } from '@resident/storage'
import * as arg from '../args/index.ts'
import { indexRange } from '../args/index-range.ts'
import { lexRange } from '../args/lex-range.ts'
import { scoreRange } from '../args/score-range.ts'
import type { Argv } from '../command.ts'
import { err, SYNTAX } from '../errors.ts'
import { type Range, type Ranks, ranksIn } from './ranks.ts'

/** What the name of a command settles about a range; its options say the rest. */
export interface RangeForm {
  readonly by?: Range['by']
  readonly reverse?: boolean
  /** The result will be stored, so WITHSCORES is no option. */
  readonly store?: true
}

/** What a command of the ZRANGE family was asked for. */
export interface RangeRequest {
  readonly range: Range
  readonly reverse: boolean
  readonly withScores: boolean
  readonly offset: number
  /** Negative: no limit. */
  readonly limit: number
}

interface Options {
  by: Range['by'] | undefined
  reverse: boolean | undefined
  withScores: boolean
  offset: number
  limit: number
}

/** The request whose bounds are argv[at] and argv[at + 1]; options follow. */
export function rangeRequest(argv: Argv, at: number, form: RangeForm): RangeRequest {
  const { by = 'rank', reverse = false, withScores, offset, limit } = optionsOf(argv, at + 2, form)
  if (limit !== -1 && by === 'rank') {
    throw err('syntax error, LIMIT is only supported in combination with either BYSCORE or BYLEX')
  }
  if (withScores && by === 'lex') {
    throw err('syntax error, WITHSCORES not supported in combination with BYLEX')
  }
  return { range: rangeOf(argv, at, by, reverse), reverse, withScores, offset, limit }
}

/** The ranks that a request asks for, in the set's own order even if the request is reversed. */
export function ranksOf(zset: SortedSetValue, request: RangeRequest): Ranks {
  const { range, reverse, offset, limit } = request
  const ranks = ranksIn(zset, range, reverse)
  if (range.by === 'rank') return ranks
  const { first, end } = ranks
  // With a negative offset Redis skips all members.
  if (offset < 0) return { first: end, end }
  if (reverse) {
    const last = end - offset
    return { first: limit < 0 ? first : Math.max(first, last - limit), end: last }
  }
  return { first: first + offset, end: limit < 0 ? end : Math.min(end, first + offset + limit) }
}

/** A reversed range names its upper bound first, unless it is by rank. */
function rangeOf(argv: Argv, at: number, by: Range['by'], reverse: boolean): Range {
  if (by === 'rank') return indexRange(argv, at, at + 1)
  const min = reverse ? at + 1 : at
  const max = reverse ? at : at + 1
  return by === 'score' ? scoreRange(argv, min, max) : lexRange(argv, min, max)
}

function optionsOf(argv: Argv, from: number, { by, reverse, store }: RangeForm): Options {
  const options: Options = { by, reverse, withScores: false, offset: 0, limit: -1 }
  for (let i = from; i < argv.length; i++) {
    const word = arg.word(argv, i)
    if (word === 'WITHSCORES' && !store) options.withScores = true
    else if (word === 'LIMIT' && i + 2 < argv.length) {
      options.offset = arg.integer(argv, ++i)
      options.limit = arg.integer(argv, ++i)
    } else if (word === 'REV' && options.reverse === undefined) options.reverse = true
    else if (word === 'BYLEX' && options.by === undefined) options.by = 'lex'
    else if (word === 'BYSCORE' && options.by === undefined) options.by = 'score'
    else throw SYNTAX
  }
  return options
}
