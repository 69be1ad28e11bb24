import { INT64_MAX, INT64_MIN } from '@resident/bytes'
import type { Argv } from '../command.ts'
import { err, SYNTAX } from '../errors.ts'
import * as arg from './index.ts'

/** The most pairs that may be asked for: the number of their elements must fit in 64 bits. */
const MOST_PAIRS = INT64_MAX / 2n

/** How many elements are to be picked at random, exactly; if it is negative, one may be picked several times. */
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
