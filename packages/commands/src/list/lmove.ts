import * as arg from '../args/index.ts'
import { listEnd } from '../args/list-end.ts'
import { type Command, keyAt } from '../command.ts'
import { moveElement } from './move.ts'

/** LMOVE source destination <LEFT | RIGHT> <LEFT | RIGHT> */
export const lmove: Command = {
  name: 'lmove',
  arity: 5,
  flags: ['write', 'denyoom'],
  keys: [keyAt(1, 'RW', 'access', 'delete'), keyAt(2, 'RW', 'insert')],

  run({ db }, argv, reply) {
    const from = listEnd(argv, 3)
    const to = listEnd(argv, 4)
    if (!moveElement(db, arg.key(argv, 1), arg.key(argv, 2), from, to, reply)) reply.null()
  },
}
