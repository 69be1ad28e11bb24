import * as arg from '../args/index.ts'
import { type Command, firstKey } from '../command.ts'

/** LREM key count element */
export const lrem: Command = {
  name: 'lrem',
  arity: 4,
  flags: ['write'],
  keys: firstKey('RW', 'delete'),

  run({ db }, argv, reply) {
    const count = arg.integer(argv, 2)
    const key = arg.key(argv, 1)
    const list = db.write(key, 'list')
    if (list === undefined) return reply.integer(0)
    const limit = count === 0 ? list.length : Math.abs(count)
    const removed = list.remove(arg.bytes(argv, 3), limit, count < 0 ? 'tail' : 'head')
    if (removed > 0) db.shrunk(key, 'lrem', list, removed)
    reply.integer(removed)
  },
}
