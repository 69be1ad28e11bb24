import { type Command, keysFrom } from '../command.ts'
import { popFirst } from './pop-first.ts'

/** BZPOPMAX key [key ...] timeout */
export const bzpopmax: Command = {
  name: 'bzpopmax',
  group: 'sorted-set',
  since: '5.0.0',
  arity: -3,
  flags: ['write', 'noscript', 'blocking', 'fast'],
  keys: [keysFrom(1, -2, 1, 'RW', 'access', 'delete')],

  run: popFirst('MAX'),
}
