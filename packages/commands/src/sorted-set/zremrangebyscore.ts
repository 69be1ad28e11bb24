import { scoreRange } from '../args/score-range.ts'
import { type Command, firstKey } from '../command.ts'
import { removeWithin } from './remove-range.ts'

/** ZREMRANGEBYSCORE key min max */
export const zremrangebyscore: Command = {
  name: 'zremrangebyscore',
  arity: 4,
  flags: ['write'],
  keys: firstKey('RW', 'delete'),
  run: removeWithin(scoreRange, 'zremrangebyscore'),
}
