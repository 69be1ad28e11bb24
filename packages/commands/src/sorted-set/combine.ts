import type { Bytes } from '@resident/bytes'
import {
  compareScored,
  type ScoredMember,
  type SetValue,
  type SortedSetValue,
} from '@resident/storage'
import type { Aggregate, Operands, Source } from './operands.ts'

/** Combines several sources; the result is in no particular order. */
export type Combine = (operands: Operands) => ScoredMember[]

interface Weighted {
  readonly source: Source
  readonly weight: number
}

/** All members of all sources. */
export function union(operands: Operands): ScoredMember[] {
  const scores = new Map<Bytes, number>()
  for (const { source, weight } of bySize(operands)) {
    eachScored(source, (member, score) => {
      const before = scores.get(member)
      const value = weighted(score, weight)
      scores.set(
        member,
        before === undefined ? value : aggregated(operands.aggregate, before, value),
      )
    })
  }
  const result: ScoredMember[] = []
  for (const [member, score] of scores) result.push({ score, member })
  return result
}

/** The members that are in all sources. */
export function intersection(operands: Operands): ScoredMember[] {
  const result: ScoredMember[] = []
  const [smallest, ...others] = bySize(operands)
  eachScored(smallest?.source, (member, first) => {
    let score = weighted(first, smallest!.weight)
    for (const { source, weight } of others) {
      const other = scoreIn(source, member)
      if (other === undefined) return
      // Not `weighted`: in Redis a NaN from this product goes into the aggregate.
      score = aggregated(operands.aggregate, score, other * weight)
    }
    result.push({ score, member })
  })
  return result
}

/** How many members are counted between two checks of the limit. */
const STRIDE = 64

/** How many members are in all sources, but at most `limit` unless that is 0. */
export function commonMembers(operands: Operands): number {
  const [smallest, ...others] = bySize(operands)
  const source = smallest?.source
  if (source === undefined) return 0
  const enough = operands.limit === 0 ? Number.POSITIVE_INFINITY : operands.limit
  let count = 0
  const look = (member: Bytes): void => {
    for (const other of others) if (scoreIn(other.source, member) === undefined) return
    count++
  }
  for (let from = 0; from < source.length && count < enough; from += STRIDE) {
    eachBetween(source, from, Math.min(from + STRIDE, source.length) - 1, look)
  }
  return Math.min(count, enough)
}

/** The members of the first source that are in none of the others. */
export function difference({ sources }: Operands): ScoredMember[] {
  const result: ScoredMember[] = []
  const [first, ...others] = sources
  if (others.includes(first)) return result
  eachScored(first, (member, score) => {
    for (const other of others) if (scoreIn(other, member) !== undefined) return
    result.push({ score, member })
  })
  return result
}

/** Sorts them in place by score and member. */
export function inOrder(members: ScoredMember[]): readonly ScoredMember[] {
  return members.sort(compareScored)
}

/** The smallest first, as in Redis: the order shows in the last digits of sums. */
function bySize({ sources, weights }: Operands): readonly Weighted[] {
  return sources
    .map((source, i): Weighted => ({ source, weight: weights[i] as number }))
    .sort((a, b) => (a.source?.length ?? 0) - (b.source?.length ?? 0))
}

function eachScored(source: Source, visit: (member: Bytes, score: number) => void): void {
  if (source === undefined) return
  if (source.type === 'set') source.each((member) => visit(member, 1))
  else source.each(0, source.length - 1, visit)
}

/** Members from one position to another, both included, in any order that is stable. */
function eachBetween(
  source: SetValue | SortedSetValue,
  from: number,
  to: number,
  visit: (member: Bytes) => void,
): void {
  if (source.type === 'zset') return source.each(from, to, visit)
  for (let position = from; position <= to; position++) visit(source.at(position))
}

function scoreIn(source: Source, member: Bytes): number | undefined {
  if (source?.type === 'set') return source.has(member) ? 1 : undefined
  return source?.score(member)
}

/** A member's score in one of several sources. */
function weighted(score: number, weight: number): number {
  const value = score * weight
  // Infinity times 0.
  return Number.isNaN(value) ? 0 : value
}

/** Aggregates two scores of one member. */
function aggregated(aggregate: Aggregate, a: number, b: number): number {
  if (aggregate === 'MIN') return b < a ? b : a
  if (aggregate === 'MAX') return b > a ? b : a
  const sum = a + b
  // Infinity less infinity.
  return Number.isNaN(sum) ? 0 : sum
}
