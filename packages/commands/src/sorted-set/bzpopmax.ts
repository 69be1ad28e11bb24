import { type Command, keysFrom } from '../command.ts'
import { popFirst } from './pop-first.ts'

/** BZPOPMAX key [key ...] timeout */
export const bzpopmax: Command = {
  name: 'bzpopmax',
  arity: -3,
  flags: ['write', 'noscript', 'blocking', 'fast'],
  keys: [keysFrom(1, -2, 1, 'RW', 'access', 'delete')],

  run: popFirst('MAX'),
}
