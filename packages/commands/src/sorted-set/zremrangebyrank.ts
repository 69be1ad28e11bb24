import { indexRange } from '../args/index-range.ts'
import { type Command, firstKey } from '../command.ts'
import { removeWithin } from './remove-range.ts'

/** ZREMRANGEBYRANK key start stop */
export const zremrangebyrank: Command = {
  name: 'zremrangebyrank',
  arity: 4,
  flags: ['write'],
  keys: firstKey('RW', 'delete'),
  run: removeWithin(indexRange, 'zremrangebyrank'),
}
