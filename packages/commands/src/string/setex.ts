import { type Command, firstKey } from '../command.ts'
import { putUntil } from './put-until.ts'

/** SETEX key seconds value */
export const setex: Command = {
  name: 'setex',
  arity: 4,
  flags: ['write', 'denyoom'],
  brief: true,
  keys: firstKey('OW', 'update'),
  run: putUntil('setex', 'EX'),
}
