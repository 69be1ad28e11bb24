import { lexRange } from '../args/lex-range.ts'
import { type Command, firstKey } from '../command.ts'
import { removeWithin } from './remove-range.ts'

/** ZREMRANGEBYLEX key min max */
export const zremrangebylex: Command = {
  name: 'zremrangebylex',
  arity: 4,
  flags: ['write'],
  keys: firstKey('RW', 'delete'),
  run: removeWithin(lexRange, 'zremrangebylex'),
}
