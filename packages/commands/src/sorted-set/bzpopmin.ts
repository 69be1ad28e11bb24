import { type Command, keysFrom } from '../command.ts'
import { popFirst } from './pop-first.ts'

/** BZPOPMIN key [key ...] timeout */
export const bzpopmin: Command = {
  name: 'bzpopmin',
  arity: -3,
  flags: ['write', 'noscript', 'blocking', 'fast'],
  keys: [keysFrom(1, -2, 1, 'RW', 'access', 'delete')],

  run: popFirst('MIN'),
}
