import { type Command, firstKey } from '../command.ts'
import { tellDeadline } from './tell-deadline.ts'

/** PTTL key */
export const pttl: Command = {
  name: 'pttl',
  arity: 2,
  flags: ['readonly', 'fast'],
  keys: firstKey('RO', 'access'),
  tips: ['nondeterministic_output'],
  run: tellDeadline('milliseconds', 'left'),
}
