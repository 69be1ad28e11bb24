import { type Command, firstKey } from '../command.ts'
import { rangeAs } from './range.ts'

/** ZREVRANGEBYLEX key max min [LIMIT offset count] */
export const zrevrangebylex: Command = {
  name: 'zrevrangebylex',
  arity: -4,
  flags: ['readonly'],
  keys: firstKey('RO', 'access'),
  run: rangeAs({ by: 'lex', reverse: true }),
}
