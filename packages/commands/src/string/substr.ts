import { type Command, firstKey } from '../command.ts'
import { readRange } from './range.ts'

/** SUBSTR key start end */
export const substr: Command = {
  name: 'substr',
  arity: 4,
  flags: ['readonly'],
  keys: firstKey('RO', 'access'),
  run: readRange,
}
