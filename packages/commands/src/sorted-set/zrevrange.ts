import { type Command, firstKey } from '../command.ts'
import { rangeAs } from './range.ts'

/** ZREVRANGE key start stop [WITHSCORES] */
export const zrevrange: Command = {
  name: 'zrevrange',
  arity: -4,
  flags: ['readonly'],
  keys: firstKey('RO', 'access'),
  run: rangeAs({ by: 'rank', reverse: true }),
}
