import { type Command, firstKey } from '../command.ts'
import { expireBy } from './expire-by.ts'

/** EXPIRE key seconds [NX | XX | GT | LT] */
export const expire: Command = {
  name: 'expire',
  arity: -3,
  flags: ['write', 'fast'],
  keys: firstKey('RW', 'update'),
  run: expireBy('expire', 'EX'),
}
