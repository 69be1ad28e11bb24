import { type Bytes, compare, parseDouble } from '@resident/bytes'
import type { Keyspace } from '@resident/keyspace'
import { err } from '../errors.ts'
import { untilZero } from '../until-zero.ts'
import { partialSort } from './partial-sort.ts'
import type { SortOptions } from './sort-options.ts'
import { follow } from './sort-pattern.ts'

const SCORES_NOT_DOUBLES = err("One or more scores can't be converted into double")

/** The least normal double: C's strtod reports what is closer to 0 as out of range. */
const LEAST_NORMAL = 2.2250738585072014e-308

/** An element and what it is compared by. */
interface Weighed {
  readonly element: Bytes
  /** Compared unless ALPHA is asked for. */
  readonly score: number
  /** Compared under ALPHA. */
  readonly text: Bytes | undefined
}

/**
 * The elements at positions `start`..`end` of the sorted order. Throws if a
 * weight is no number, unless ALPHA is asked for.
 */
export function inOrder(
  db: Keyspace,
  elements: readonly Bytes[],
  options: SortOptions,
  start: number,
  end: number,
): Bytes[] {
  const { by } = options
  // All weights are looked up before one of them is found to be no number.
  const texts = by === undefined ? elements : elements.map((element) => follow(db, by, element))
  const weighed = elements.map((element, i) => weigh(element, texts[i], options))
  const order = options.alpha ? alphabetic(options) : numeric
  const directed = options.desc ? (a: Weighed, b: Weighed) => order(b, a) : order
  const partial = options.by !== undefined && (start !== 0 || end !== elements.length - 1)
  // Redis takes another algorithm here, which leaves equal weights in another order.
  if (partial) partialSort(weighed, directed, start, end)
  else weighed.sort(directed)
  return weighed.slice(start, end + 1).map(({ element }) => element)
}

function weigh(element: Bytes, text: Bytes | undefined, { alpha }: SortOptions): Weighed {
  const score = alpha || text === undefined ? 0 : scoreOf(text)
  return { element, score, text }
}

/** As C's strtod reads it: leading blanks are skipped, and an empty text is 0. */
function scoreOf(text: Bytes): number {
  const seen = untilZero(text)
  if (seen === '') return 0
  const score = parseDouble(seen.replace(/^[\t-\r ]+/, ''))
  if (score === undefined) throw SCORES_NOT_DOUBLES
  if (score !== 0 && Math.abs(score) < LEAST_NORMAL) throw SCORES_NOT_DOUBLES
  return score
}

/** Elements of equal scores are ordered by their bytes. */
function numeric(a: Weighed, b: Weighed): number {
  if (a.score !== b.score) return a.score < b.score ? -1 : 1
  return compare(a.element, b.element)
}

/** A missing weight is less than any other. With STORE all bytes are compared, without it those before a zero byte. */
function alphabetic({ store }: SortOptions): (a: Weighed, b: Weighed) => number {
  const seen = store === undefined ? untilZero : (text: Bytes): Bytes => text
  return (a, b) => {
    if (a.text === undefined || b.text === undefined) {
      return Number(a.text !== undefined) - Number(b.text !== undefined)
    }
    return compare(seen(a.text), seen(b.text))
  }
}
