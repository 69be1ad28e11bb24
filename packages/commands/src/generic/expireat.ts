import { type Command, firstKey } from '../command.ts'
import { expireBy } from './expire-by.ts'

/** EXPIREAT key unix-time-seconds [NX | XX | GT | LT] */
export const expireat: Command = {
  name: 'expireat',
  arity: -3,
  flags: ['write', 'fast'],
  keys: firstKey('RW', 'update'),
  run: expireBy('expireat', 'EXAT'),
}
