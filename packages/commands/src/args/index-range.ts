import type { Argv } from '../command.ts'
import * as arg from './index.ts'

/** Positions, counted from the end where negative; both included. */
export interface IndexRange {
  readonly by: 'rank'
  readonly start: number
  readonly stop: number
}

/** The range from argv[startAt] to argv[stopAt]. */
export function indexRange(argv: Argv, startAt: number, stopAt: number): IndexRange {
  return { by: 'rank', start: arg.integer(argv, startAt), stop: arg.integer(argv, stopAt) }
}
