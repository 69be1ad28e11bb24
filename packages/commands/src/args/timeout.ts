import { INT64_MAX, LongDouble, parseInteger } from '@resident/bytes'
import type { Argv } from '../command.ts'
import { err } from '../errors.ts'
import * as arg from './index.ts'

const TIMEOUT_NEGATIVE = err('timeout is negative')

/** How long a command may block, in whole milliseconds; 0 for ever. The argument is in seconds, with any fraction. */
export function timeout(argv: Argv, index: number): number {
  const text = arg.bytes(argv, index)
  const plain = parseInteger(text)
  if (plain !== undefined && plain >= 0 && plain < 1e12) return plain * 1000

  const seconds = LongDouble.parse(text)
  if (seconds === undefined) throw err('timeout is not a float or out of range')
  const exact = seconds.times(1000)
  // In C, a conversion that overflows 64 bits gives the most negative number.
  if (!exact.isFinite) throw TIMEOUT_NEGATIVE
  const milliseconds = exact.ceil()
  if (milliseconds < 0n || milliseconds > INT64_MAX) throw TIMEOUT_NEGATIVE
  return Number(milliseconds)
}

/** A timeout given in milliseconds, 0 or more. */
export function milliseconds(argv: Argv, index: number): number {
  const value = parseInteger(arg.bytes(argv, index))
  if (value === undefined) throw err('timeout is not an integer or out of range')
  if (value < 0) throw TIMEOUT_NEGATIVE
  return value
}
