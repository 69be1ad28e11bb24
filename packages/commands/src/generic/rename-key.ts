import * as arg from '../args/index.ts'
import { type Command, type Handler, keyAt } from '../command.ts'
import { NO_SUCH_KEY } from '../errors.ts'
import { relocate } from './relocate.ts'

/** RENAME key newkey */
export const rename: Command = {
  name: 'rename',
  arity: 3,
  flags: ['write'],
  keys: [keyAt(1, 'RW', 'access', 'delete'), keyAt(2, 'OW', 'update')],
  run: renameKey({ overwrite: true }),
}

/** RENAMENX key newkey */
export const renamenx: Command = {
  name: 'renamenx',
  arity: 3,
  flags: ['write', 'fast'],
  keys: [keyAt(1, 'RW', 'access', 'delete'), keyAt(2, 'OW', 'insert')],
  run: renameKey({ overwrite: false }),
}

/** With `overwrite`, whatever the new key held is deleted first; without, the command does nothing if it exists. */
function renameKey({ overwrite }: { readonly overwrite: boolean }): Handler {
  return ({ db }, argv, reply) => {
    const key = arg.key(argv, 1)
    const newKey = arg.key(argv, 2)
    if (db.writeAny(key) === undefined) throw NO_SUCH_KEY
    const taken = key === newKey || db.writeAny(newKey) !== undefined
    if (taken && !overwrite) return reply.integer(0)

    if (key !== newKey) {
      if (taken) db.delete(newKey)
      relocate(db, key, db, newKey)
      // The renaming counts as one change.
      db.modified(key, 'rename_from', 0)
      db.modified(newKey, 'rename_to')
    }
    if (overwrite) reply.status('OK')
    else reply.integer(1)
  }
}
