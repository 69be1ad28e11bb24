import * as arg from '../args/index.ts'
import { type Command, firstKey } from '../command.ts'

/** SREM key member [member ...] */
export const srem: Command = {
  name: 'srem',
  group: 'set',
  since: '1.0.0',
  arity: -3,
  flags: ['write', 'fast'],
  keys: firstKey('RW', 'delete'),

  run({ db }, argv, reply) {
    const key = arg.key(argv, 1)
    const set = db.write(key, 'set')
    if (set === undefined) return reply.integer(0)
    let removed = 0
    for (let i = 2; i < argv.length; i++) if (set.delete(arg.bytes(argv, i))) removed++
    if (removed > 0) db.shrunk(key, 'srem', set, removed)
    reply.integer(removed)
  },
}
