import { type Command, firstKey } from '../command.ts'
import { rangeOf } from './range.ts'

/** XRANGE key start end [COUNT count] */
export const xrange: Command = {
  name: 'xrange',
  arity: -4,
  flags: ['readonly'],
  keys: firstKey('RO', 'access'),

  run: rangeOf({ backwards: false }),
}
