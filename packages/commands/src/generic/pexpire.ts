import { type Command, firstKey } from '../command.ts'
import { expireBy } from './expire-by.ts'

/** PEXPIRE key milliseconds [NX | XX | GT | LT] */
export const pexpire: Command = {
  name: 'pexpire',
  arity: -3,
  flags: ['write', 'fast'],
  keys: firstKey('RW', 'update'),
  run: expireBy('pexpire', 'PX'),
}
