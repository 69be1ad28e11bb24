import { type Command, keysFrom } from '../command.ts'
import { operands } from './operands.ts'
import { replyMembers } from './reply-members.ts'
import { difference } from './subtract.ts'

/** SDIFF key [key ...] */
export const sdiff: Command = {
  name: 'sdiff',
  arity: -2,
  flags: ['readonly'],
  keys: [keysFrom(1, -1, 1, 'RO', 'access')],
  tips: ['nondeterministic_output_order'],

  run({ db }, argv, reply) {
    replyMembers(reply, difference(db, operands(db, argv, 1, argv.length)))
  },
}
