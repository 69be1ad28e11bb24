import { type Command, keyAt } from '../command.ts'
import { renameKey } from './rename-key.ts'

/** RENAMENX key newkey */
export const renamenx: Command = {
  name: 'renamenx',
  arity: 3,
  flags: ['write', 'fast'],
  keys: [keyAt(1, 'RW', 'access', 'delete'), keyAt(2, 'OW', 'insert')],
  run: renameKey({ overwrite: false }),
}
