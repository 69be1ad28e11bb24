import { type Command, firstKey } from '../command.ts'
import { pushTo } from './push.ts'

/** RPUSH key element [element ...] */
export const rpush: Command = {
  name: 'rpush',
  arity: -3,
  flags: ['write', 'denyoom', 'fast'],
  keys: firstKey('RW', 'insert'),

  run: pushTo('tail'),
}
