import * as arg from '../args/index.ts'
import { type Command, firstKey } from '../command.ts'
import { err, NO_SUCH_KEY } from '../errors.ts'
import { indexFromHead } from './index-from-head.ts'

/** LSET key index element */
export const lset: Command = {
  name: 'lset',
  arity: 4,
  flags: ['write', 'denyoom'],
  keys: firstKey('RW', 'update'),

  run({ db }, argv, reply) {
    const key = arg.key(argv, 1)
    const list = db.write(key, 'list')
    if (list === undefined) throw NO_SUCH_KEY
    const index = indexFromHead(arg.integer(argv, 2), list.length)
    if (index < 0 || index >= list.length) throw err('index out of range')
    list.replace(index, arg.bytes(argv, 3))
    reply.status('OK')
    db.modified(key, 'lset')
  },
}
