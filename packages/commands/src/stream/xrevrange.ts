import { type Command, firstKey } from '../command.ts'
import { rangeOf } from './range.ts'

/** XREVRANGE key end start [COUNT count] */
export const xrevrange: Command = {
  name: 'xrevrange',
  arity: -4,
  flags: ['readonly'],
  keys: firstKey('RO', 'access'),

  run: rangeOf({ backwards: true }),
}
