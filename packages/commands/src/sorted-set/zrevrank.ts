import { type Command, firstKey } from '../command.ts'
import { rankFrom } from './rank.ts'

/** ZREVRANK key member */
export const zrevrank: Command = {
  name: 'zrevrank',
  arity: 3,
  flags: ['readonly', 'fast'],
  keys: firstKey('RO', 'access'),
  run: rankFrom('last'),
}
