import { type Command, keysFrom } from '../command.ts'
import { operands } from './operands.ts'
import { replyMembers } from './reply-members.ts'
import { union } from './unite.ts'

/** SUNION key [key ...] */
export const sunion: Command = {
  name: 'sunion',
  arity: -2,
  flags: ['readonly'],
  keys: [keysFrom(1, -1, 1, 'RO', 'access')],
  tips: ['nondeterministic_output_order'],

  run({ db }, argv, reply) {
    replyMembers(reply, union(db, operands(db, argv, 1, argv.length)))
  },
}
