import * as arg from '../args/index.ts'
import { type Command, firstKey } from '../command.ts'

/** ZREM key member [member ...] */
export const zrem: Command = {
  name: 'zrem',
  group: 'sorted-set',
  since: '1.2.0',
  arity: -3,
  flags: ['write', 'fast'],
  keys: firstKey('RW', 'delete'),

  run({ db }, argv, reply) {
    const key = arg.key(argv, 1)
    const zset = db.write(key, 'zset')
    if (zset === undefined) return reply.integer(0)
    let removed = 0
    for (let i = 2; i < argv.length; i++) if (zset.delete(arg.bytes(argv, i))) removed++
    if (removed > 0) db.shrunk(key, 'zrem', zset)
    reply.integer(removed)
  },
}
