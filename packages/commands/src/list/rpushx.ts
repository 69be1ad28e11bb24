import { type Command, firstKey } from '../command.ts'
import { pushTo } from './push.ts'

/** RPUSHX key element [element ...] */
export const rpushx: Command = {
  name: 'rpushx',
  arity: -3,
  flags: ['write', 'denyoom', 'fast'],
  keys: firstKey('RW', 'insert'),

  run: pushTo('tail', true),
}
