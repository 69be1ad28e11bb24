import * as arg from '../args/index.ts'
import { type Command, keyAt } from '../command.ts'
import { moveElement } from './move.ts'

/** RPOPLPUSH source destination */
export const rpoplpush: Command = {
  name: 'rpoplpush',
  arity: 3,
  flags: ['write', 'denyoom'],
  keys: [keyAt(1, 'RW', 'access', 'delete'), keyAt(2, 'RW', 'insert')],

  run({ db }, argv, reply) {
    if (!moveElement(db, arg.key(argv, 1), arg.key(argv, 2), 'tail', 'head', reply)) reply.null()
  },
}
