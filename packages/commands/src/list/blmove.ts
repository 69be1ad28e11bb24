import * as arg from '../args/index.ts'
import { listEnd } from '../args/list-end.ts'
import { timeout } from '../args/timeout.ts'
import { type Command, keyAt } from '../command.ts'
import { moveElement } from './move.ts'

/** BLMOVE source destination <LEFT | RIGHT> <LEFT | RIGHT> timeout */
export const blmove: Command = {
  name: 'blmove',
  group: 'list',
  since: '6.2.0',
  arity: 6,
  flags: ['write', 'denyoom', 'noscript', 'blocking'],
  keys: [keyAt(1, 'RW', 'access', 'delete'), keyAt(2, 'RW', 'insert')],

  run({ db }, argv, reply) {
    const from = listEnd(argv, 3)
    const to = listEnd(argv, 4)
    timeout(argv, 5)
    if (!moveElement(db, arg.key(argv, 1), arg.key(argv, 2), from, to, reply)) reply.null()
  },
}
