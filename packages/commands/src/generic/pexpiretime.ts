import { type Command, firstKey } from '../command.ts'
import { tellDeadline } from './tell-deadline.ts'

/** PEXPIRETIME key */
export const pexpiretime: Command = {
  name: 'pexpiretime',
  arity: 2,
  flags: ['readonly', 'fast'],
  keys: firstKey('RO', 'access'),
  run: tellDeadline('milliseconds', 'moment'),
}
