import { type Command, firstKey } from '../command.ts'
import { rangeAs } from './range.ts'

/** ZRANGEBYSCORE key min max [WITHSCORES] [LIMIT offset count] */
export const zrangebyscore: Command = {
  name: 'zrangebyscore',
  arity: -4,
  flags: ['readonly'],
  keys: firstKey('RO', 'access'),
  run: rangeAs({ by: 'score', reverse: false }),
}
