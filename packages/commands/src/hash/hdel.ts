import * as arg from '../args/index.ts'
import { type Command, firstKey } from '../command.ts'

/** HDEL key field [field ...] */
export const hdel: Command = {
  name: 'hdel',
  group: 'hash',
  since: '2.0.0',
  arity: -3,
  flags: ['write', 'fast'],
  keys: firstKey('RW', 'delete'),

  run({ db }, argv, reply) {
    const key = arg.key(argv, 1)
    const hash = db.write(key, 'hash')
    if (hash === undefined) return reply.integer(0)
    let deleted = 0
    for (let i = 2; i < argv.length; i++) if (hash.delete(arg.bytes(argv, i))) deleted++
    if (deleted > 0) db.shrunk(key, 'hdel', hash, deleted)
    reply.integer(deleted)
  },
}
