import { type Command, firstKey } from '../command.ts'
import { popFrom } from './pop.ts'

/** LPOP key [count] */
export const lpop: Command = {
  name: 'lpop',
  arity: -2,
  flags: ['write', 'fast'],
  // With a count it takes as long as that is.
  brief: 2,
  keys: firstKey('RW', 'access', 'delete'),

  run: popFrom('head'),
}
