import { listEnd } from '../args/list-end.ts'
import { timeout } from '../args/timeout.ts'
import { type Command, keyAt } from '../command.ts'
import { moveOrWait } from './move-or-wait.ts'

/** BLMOVE source destination <LEFT | RIGHT> <LEFT | RIGHT> timeout */
export const blmove: Command = {
  name: 'blmove',
  arity: 6,
  flags: ['write', 'denyoom', 'noscript', 'blocking'],
  keys: [keyAt(1, 'RW', 'access', 'delete'), keyAt(2, 'RW', 'insert')],

  run(client, argv, reply) {
    const from = listEnd(argv, 3)
    const to = listEnd(argv, 4)
    moveOrWait(client, argv, from, to, timeout(argv, 5), reply)
  },
}
