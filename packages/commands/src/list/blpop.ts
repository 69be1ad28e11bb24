import { type Command, keysFrom } from '../command.ts'
import { popFirst } from './pop-first.ts'

/** BLPOP key [key ...] timeout */
export const blpop: Command = {
  name: 'blpop',
  arity: -3,
  flags: ['write', 'noscript', 'blocking'],
  keys: [keysFrom(1, -2, 1, 'RW', 'access', 'delete')],

  run: popFirst('head'),
}
