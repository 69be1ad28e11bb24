import { type Command, firstKey } from '../command.ts'
import { pushTo } from './push.ts'

/** LPUSHX key element [element ...] */
export const lpushx: Command = {
  name: 'lpushx',
  arity: -3,
  flags: ['write', 'denyoom', 'fast'],
  keys: firstKey('RW', 'insert'),

  run: pushTo('head', true),
}
