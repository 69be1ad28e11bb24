import * as arg from '../args/index.ts'
import { streamIds } from '../args/stream-id.ts'
import { type Command, firstKey } from '../command.ts'

/** XDEL key id [id ...] */
export const xdel: Command = {
  name: 'xdel',
  arity: -3,
  flags: ['write', 'fast'],
  keys: firstKey('RW', 'delete'),

  run({ db }, argv, reply) {
    const key = arg.key(argv, 1)
    const stream = db.write(key, 'stream')
    if (stream === undefined) return reply.integer(0)
    let deleted = 0
    for (const id of streamIds(argv, 2)) if (stream.delete(id)) deleted++
    // An emptied stream stays, with its groups and its last id.
    if (deleted > 0) db.modified(key, 'xdel', deleted)
    reply.integer(deleted)
  },
}
