import * as arg from '../args/index.ts'
import { type Command, firstKey } from '../command.ts'
import { err, SAME_OBJECT } from '../errors.ts'
import { relocate } from './relocate.ts'

/** MOVE key db */
export const move: Command = {
  name: 'move',
  arity: 3,
  flags: ['write', 'fast'],
  keys: firstKey('RW', 'access', 'update'),

  run(client, argv, reply) {
    if (client.server.cluster !== undefined) throw err('MOVE is not allowed in cluster mode')
    const { db } = client
    const key = arg.key(argv, 1)
    const target = arg.database(client, argv, 2)
    if (target === db) throw SAME_OBJECT

    const held = db.writeAny(key)
    if (held === undefined || target.writeAny(key) !== undefined) return reply.integer(0)
    relocate(db, key, target, key)
    // The move counts as one change.
    db.modified(key, 'move_from', 0)
    target.modified(key, 'move_to')
    reply.integer(1)
  },
}
