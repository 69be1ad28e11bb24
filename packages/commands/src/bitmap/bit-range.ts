import * as arg from '../args/index.ts'
import type { Argv } from '../command.ts'
import { SYNTAX } from '../errors.ts'

/** Bits of a string, both ends included; none where `from > to`. */
export interface BitRange {
  readonly from: number
  readonly to: number
}

/** What the ends of a range count. */
export type RangeUnit = 'BYTE' | 'BIT'

/** The unit at argv[index]; BYTE where it is missing. */
export function rangeUnit(argv: Argv, index: number): RangeUnit {
  if (argv.length <= index || arg.is(argv, index, 'BYTE')) return 'BYTE'
  if (arg.is(argv, index, 'BIT')) return 'BIT'
  throw SYNTAX
}

/** The range `start`..`end` of a string of `length` bytes; an end that is negative counts from the end of the string. */
export function bitRange(start: number, end: number, unit: RangeUnit, length: number): BitRange {
  const total = unit === 'BIT' ? length * 8 : length
  const first = Math.max(0, start < 0 ? start + total : start)
  const last = Math.min(Math.max(0, end < 0 ? end + total : end), total - 1)
  return unit === 'BIT' ? { from: first, to: last } : { from: first * 8, to: last * 8 + 7 }
}
