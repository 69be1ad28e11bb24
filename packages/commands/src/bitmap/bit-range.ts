import * as arg from '../args/index.ts'
import type { Argv } from '../command.ts'
import { SYNTAX } from '../errors.ts'

/** Bits of a string, both ends included; none where `from > to`. */
export interface BitRange {
  readonly from: number
  readonly to: number
}

/** The argument that says in what a range is counted, BYTE or BIT; BYTE where it is missing. */
export function countsBits(argv: Argv, index: number): boolean {
  if (argv.length <= index) return false
  if (arg.is(argv, index, 'BIT')) return true
  if (arg.is(argv, index, 'BYTE')) return false
  throw SYNTAX
}

/** The range from `start` to `end` of a string, either of them negative from its end. */
export function bitRange(start: number, end: number, inBits: boolean, length: number): BitRange {
  const total = inBits ? length * 8 : length
  const first = Math.max(0, start < 0 ? start + total : start)
  const last = Math.min(Math.max(0, end < 0 ? end + total : end), total - 1)
  return inBits ? { from: first, to: last } : { from: first * 8, to: last * 8 + 7 }
}
