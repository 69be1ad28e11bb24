import { timeout } from '../args/timeout.ts'
import { type Command, countedKeys } from '../command.ts'
import { popSeveral, popSeveralOf } from './pop-several.ts'

/** BLMPOP timeout numkeys key [key ...] <LEFT | RIGHT> [COUNT count] */
export const blmpop: Command = {
  name: 'blmpop',
  group: 'list',
  since: '7.0.0',
  arity: -5,
  flags: ['write', 'blocking'],
  keys: [countedKeys(2, 'RW', 'access', 'delete')],

  run({ db }, argv, reply) {
    const asked = popSeveralOf(argv, 2)
    timeout(argv, 1)
    if (!popSeveral(db, argv, asked, reply)) reply.nullArray()
  },
}
