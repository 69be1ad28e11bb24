import { type Command, countedKeys } from '../command.ts'
import { popSeveral, popSeveralOf } from './pop-several.ts'

/** LMPOP numkeys key [key ...] <LEFT | RIGHT> [COUNT count] */
export const lmpop: Command = {
  name: 'lmpop',
  arity: -4,
  flags: ['write'],
  keys: [countedKeys(1, 'RW', 'access', 'delete')],

  run({ db }, argv, reply) {
    if (!popSeveral(db, argv, popSeveralOf(argv, 1), reply)) reply.nullArray()
  },
}
