import { type Command, firstKey } from '../command.ts'
import { rankFrom } from './rank.ts'

/** ZRANK key member */
export const zrank: Command = {
  name: 'zrank',
  arity: 3,
  flags: ['readonly', 'fast'],
  keys: firstKey('RO', 'access'),
  run: rankFrom('first'),
}
