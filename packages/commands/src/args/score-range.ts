import { parseScoreBound } from '@resident/bytes'
import type { Argv } from '../command.ts'
import { err } from '../errors.ts'
import * as arg from './index.ts'

/** Scores between two bounds, each of them included unless it is exclusive. May well be empty. */
export interface ScoreRange {
  readonly by: 'score'
  readonly min: number
  readonly minExclusive: boolean
  readonly max: number
  readonly maxExclusive: boolean
}

/** The range whose bounds are argv[minAt] and argv[maxAt], spelt `1.5`, `(1.5` or `-inf`. */
export function scoreRange(argv: Argv, minAt: number, maxAt: number): ScoreRange {
  return {
    by: 'score',
    min: boundAt(argv, minAt),
    minExclusive: isExclusive(argv, minAt),
    max: boundAt(argv, maxAt),
    maxExclusive: isExclusive(argv, maxAt),
  }
}

function isExclusive(argv: Argv, index: number): boolean {
  return arg.bytes(argv, index).startsWith('(')
}

function boundAt(argv: Argv, index: number): number {
  const text = arg.bytes(argv, index)
  const value = parseScoreBound(isExclusive(argv, index) ? text.slice(1) : text)
  if (value === undefined) throw err('min or max is not a float')
  return value
}
