import * as arg from '../args/index.ts'
import { type Command, firstKey } from '../command.ts'
import { takeWhole } from '../take-whole.ts'
import { indexFromHead } from './index-from-head.ts'

/** LTRIM key start stop */
export const ltrim: Command = {
  name: 'ltrim',
  arity: 4,
  flags: ['write'],
  keys: firstKey('RW', 'delete'),

  run({ db }, argv, reply) {
    const first = arg.integer(argv, 2)
    const last = arg.integer(argv, 3)
    const key = arg.key(argv, 1)
    const list = db.write(key, 'list')
    if (list === undefined) return reply.status('OK')
    const start = Math.max(0, indexFromHead(first, list.length))
    const stop = Math.min(list.length - 1, indexFromHead(last, list.length))
    if (start > stop) takeWhole(db, key, 'ltrim', list.length)
    else {
      const before = list.length
      list.trim(start, stop)
      db.modified(key, 'ltrim', before - list.length)
    }
    reply.status('OK')
  },
}
