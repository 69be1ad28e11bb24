import { type Command, keyAt } from '../command.ts'
import { renameKey } from './rename-key.ts'

/** RENAME key newkey */
export const rename: Command = {
  name: 'rename',
  arity: 3,
  flags: ['write'],
  keys: [keyAt(1, 'RW', 'access', 'delete'), keyAt(2, 'OW', 'update')],
  run: renameKey({ overwrite: true }),
}
