import * as arg from '../args/index.ts'
import { streamIds } from '../args/stream-id.ts'
import { type Command, firstKey } from '../command.ts'
import { groupToChange } from './group-access.ts'

/** XACK key group id [id ...] */
export const xack: Command = {
  name: 'xack',
  arity: -4,
  flags: ['write', 'fast'],
  keys: firstKey('RW', 'update'),

  run({ db }, argv, reply) {
    const key = arg.key(argv, 1)
    const found = groupToChange(db, key, arg.bytes(argv, 2))
    if (found === undefined) return reply.integer(0)
    let released = 0
    for (const id of streamIds(argv, 3)) if (found.group.release(id)) released++
    if (released > 0) db.modifiedUnwatched(key, released)
    reply.integer(released)
  },
}
