import { INT64_MAX, INT64_MIN } from '@resident/bytes'
import type { Argv } from '../command.ts'
import { err, SYNTAX } from '../errors.ts'
import * as arg from './index.ts'

/** Pairs that may be asked for at most: their elements must still be countable. */
const MOST_PAIRS = INT64_MAX / 2n

/** How many elements are to be chosen by chance, exact; where it is negative, one may be chosen again. */
export function randomCount(argv: Argv, index: number): number | bigint {
  const count = arg.exactInteger(argv, index)
  if (count === INT64_MIN) {
    throw err(
      'value is out of range, value must between -9223372036854775807 and 9223372036854775807',
    )
  }
  return count
}

/** Whether `count [word]` at argv[2] asks for pairs: HRANDFIELD's WITHVALUES, ZRANDMEMBER's WITHSCORES. */
export function wantsPairs(argv: Argv, count: number | bigint, word: string): boolean {
  if (argv.length === 3) return false
  if (argv.length > 4 || !arg.is(argv, 3, word)) throw SYNTAX
  if (count > MOST_PAIRS || count < -MOST_PAIRS) throw err('value is out of range')
  return true
}
