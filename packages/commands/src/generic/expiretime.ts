import { type Command, firstKey } from '../command.ts'
import { tellDeadline } from './tell-deadline.ts'

/** EXPIRETIME key */
export const expiretime: Command = {
  name: 'expiretime',
  arity: 2,
  flags: ['readonly', 'fast'],
  keys: firstKey('RO', 'access'),
  run: tellDeadline('seconds', 'moment'),
}
