import { timeout } from '../args/timeout.ts'
import { type Command, keyAt } from '../command.ts'
import { moveOrWait } from './move-or-wait.ts'

/** BRPOPLPUSH source destination timeout */
export const brpoplpush: Command = {
  name: 'brpoplpush',
  arity: 4,
  flags: ['write', 'denyoom', 'noscript', 'blocking'],
  keys: [keyAt(1, 'RW', 'access', 'delete'), keyAt(2, 'RW', 'insert')],

  run(client, argv, reply) {
    moveOrWait(client, argv, 'tail', 'head', timeout(argv, 3), reply)
  },
}
