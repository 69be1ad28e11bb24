import { type Command, firstKey } from '../command.ts'
import { readRange } from './range.ts'

/** GETRANGE key start end */
export const getrange: Command = {
  name: 'getrange',
  arity: 4,
  flags: ['readonly'],
  keys: firstKey('RO', 'access'),
  run: readRange,
}
