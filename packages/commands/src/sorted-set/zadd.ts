import { type Command, firstKey } from '../command.ts'
import { addScores } from './add.ts'

/** ZADD key [NX | XX] [GT | LT] [CH] [INCR] score member [score member ...] */
export const zadd: Command = {
  name: 'zadd',
  arity: -4,
  flags: ['write', 'denyoom', 'fast'],
  keys: firstKey('RW', 'update'),
  run: addScores({ incr: false }),
}
