import { type Command, firstKey } from '../command.ts'
import { rangeAs } from './range.ts'

/** ZREVRANGEBYSCORE key max min [WITHSCORES] [LIMIT offset count] */
export const zrevrangebyscore: Command = {
  name: 'zrevrangebyscore',
  arity: -4,
  flags: ['readonly'],
  keys: firstKey('RO', 'access'),
  run: rangeAs({ by: 'score', reverse: true }),
}
