import { type Command, firstKey } from '../command.ts'
import { expireBy } from './expire-by.ts'

/** PEXPIREAT key unix-time-milliseconds [NX | XX | GT | LT] */
export const pexpireat: Command = {
  name: 'pexpireat',
  arity: -3,
  flags: ['write', 'fast'],
  keys: firstKey('RW', 'update'),
  run: expireBy('pexpireat', 'PXAT'),
}
