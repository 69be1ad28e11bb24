import * as arg from '../args/index.ts'
import { type Command, firstKey } from '../command.ts'
import { indexFromHead } from './index-from-head.ts'

/** LRANGE key start stop */
export const lrange: Command = {
  name: 'lrange',
  arity: 4,
  flags: ['readonly'],
  keys: firstKey('RO', 'access'),

  run({ db }, argv, reply) {
    const first = arg.integer(argv, 2)
    const last = arg.integer(argv, 3)
    const list = db.read(arg.key(argv, 1), 'list')
    if (list === undefined) return reply.array(0)
    const start = Math.max(0, indexFromHead(first, list.length))
    const stop = Math.min(list.length - 1, indexFromHead(last, list.length))
    if (start > stop) return reply.array(0)
    reply.array(stop - start + 1)
    reply.bulks((say) => list.each(start, stop, say))
  },
}
