import { type Command, firstKey } from '../command.ts'
import { putUntil } from './put-until.ts'

/** PSETEX key milliseconds value */
export const psetex: Command = {
  name: 'psetex',
  arity: 4,
  flags: ['write', 'denyoom'],
  brief: true,
  keys: firstKey('OW', 'update'),
  run: putUntil('psetex', 'PX'),
}
