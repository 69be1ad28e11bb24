import * as arg from '../args/index.ts'
import { type Command, firstKey } from '../command.ts'
import { indexFromHead } from './index-from-head.ts'

/** LINDEX key index */
export const lindex: Command = {
  name: 'lindex',
  arity: 3,
  flags: ['readonly'],
  keys: firstKey('RO', 'access'),

  run({ db }, argv, reply) {
    const list = db.read(arg.key(argv, 1), 'list')
    if (list === undefined) return reply.null()
    const index = indexFromHead(arg.integer(argv, 2), list.length)
    if (index < 0 || index >= list.length) reply.null()
    else reply.bulk(list.at(index))
  },
}
