import { type Command, firstKey } from '../command.ts'
import { tellDeadline } from './tell-deadline.ts'

/** TTL key */
export const ttl: Command = {
  name: 'ttl',
  arity: 2,
  flags: ['readonly', 'fast'],
  keys: firstKey('RO', 'access'),
  tips: ['nondeterministic_output'],
  run: tellDeadline('seconds', 'left'),
}
