import { lexRange } from '../args/lex-range.ts'
import { type Command, firstKey } from '../command.ts'
import { countWithin } from './count.ts'

/** ZLEXCOUNT key min max */
export const zlexcount: Command = {
  name: 'zlexcount',
  arity: 4,
  flags: ['readonly', 'fast'],
  keys: firstKey('RO', 'access'),
  run: countWithin(lexRange),
}
