import { type Command, firstKey } from '../command.ts'
import { pushTo } from './push.ts'

/** LPUSH key element [element ...] */
export const lpush: Command = {
  name: 'lpush',
  arity: -3,
  flags: ['write', 'denyoom', 'fast'],
  keys: firstKey('RW', 'insert'),

  run: pushTo('head'),
}
