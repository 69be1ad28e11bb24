import * as arg from '../args/index.ts'
import { timeout } from '../args/timeout.ts'
import { type Command, keyAt } from '../command.ts'
import { moveElement } from './move.ts'

/** BRPOPLPUSH source destination timeout */
export const brpoplpush: Command = {
  name: 'brpoplpush',
  group: 'list',
  since: '2.2.0',
  arity: 4,
  flags: ['write', 'denyoom', 'noscript', 'blocking'],
  keys: [keyAt(1, 'RW', 'access', 'delete'), keyAt(2, 'RW', 'insert')],

  run({ db }, argv, reply) {
    timeout(argv, 3)
    if (!moveElement(db, arg.key(argv, 1), arg.key(argv, 2), 'tail', 'head', reply)) reply.null()
  },
}
