import { type Command, firstKey } from '../command.ts'
import { rangeAs } from './range.ts'

/** ZRANGEBYLEX key min max [LIMIT offset count] */
export const zrangebylex: Command = {
  name: 'zrangebylex',
  arity: -4,
  flags: ['readonly'],
  keys: firstKey('RO', 'access'),
  run: rangeAs({ by: 'lex', reverse: false }),
}
