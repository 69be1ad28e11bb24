import { type Command, firstKey } from '../command.ts'
import { addScores } from './add.ts'

/** ZINCRBY key increment member */
export const zincrby: Command = {
  name: 'zincrby',
  arity: 4,
  flags: ['write', 'denyoom', 'fast'],
  keys: firstKey('RW', 'access', 'update'),
  run: addScores({ incr: true }),
}
