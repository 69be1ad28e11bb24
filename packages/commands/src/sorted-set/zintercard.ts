import { type Command, countedKeys } from '../command.ts'
import { commonMembers } from './combine.ts'
import { operands } from './operands.ts'

/** ZINTERCARD numkeys key [key ...] [LIMIT limit] */
export const zintercard: Command = {
  name: 'zintercard',
  arity: -3,
  flags: ['readonly'],
  keys: [countedKeys(1, 'RO', 'access')],

  run({ db }, argv, reply) {
    const asked = operands(db, argv, { command: 'zintercard', countAt: 1, limited: true })
    reply.integer(commonMembers(asked))
  },
}
