import { type Command, firstKey } from '../command.ts'
import { rangeAs } from './range.ts'

/** ZRANGE key start stop [BYSCORE | BYLEX] [REV] [LIMIT offset count] [WITHSCORES] */
export const zrange: Command = {
  name: 'zrange',
  arity: -4,
  flags: ['readonly'],
  keys: firstKey('RO', 'access'),
  run: rangeAs({}),
}
