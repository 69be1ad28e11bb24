import * as arg from '../args/index.ts'
import { type Command, firstKey } from '../command.ts'

/** PERSIST key */
export const persist: Command = {
  name: 'persist',
  arity: 2,
  flags: ['write', 'fast'],
  keys: firstKey('RW', 'update'),

  run({ db }, argv, reply) {
    const key = arg.key(argv, 1)
    const persisted = db.writeAny(key) !== undefined && db.persist(key)
    if (persisted) db.modified(key, 'persist')
    reply.integer(persisted ? 1 : 0)
  },
}
