import { scoreRange } from '../args/score-range.ts'
import { type Command, firstKey } from '../command.ts'
import { countWithin } from './count.ts'

/** ZCOUNT key min max */
export const zcount: Command = {
  name: 'zcount',
  arity: 4,
  flags: ['readonly', 'fast'],
  keys: firstKey('RO', 'access'),
  run: countWithin(scoreRange),
}
