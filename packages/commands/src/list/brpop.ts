import { type Command, keysFrom } from '../command.ts'
import { popFirst } from './pop-first.ts'

/** BRPOP key [key ...] timeout */
export const brpop: Command = {
  name: 'brpop',
  arity: -3,
  flags: ['write', 'noscript', 'blocking'],
  keys: [keysFrom(1, -2, 1, 'RW', 'access', 'delete')],

  run: popFirst('tail'),
}
