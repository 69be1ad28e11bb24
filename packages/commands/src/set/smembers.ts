import * as arg from '../args/index.ts'
import { type Command, firstKey } from '../command.ts'
import { replyMembers } from './reply-members.ts'

/** SMEMBERS key */
export const smembers: Command = {
  name: 'smembers',
  arity: 2,
  flags: ['readonly'],
  keys: firstKey('RO', 'access'),
  tips: ['nondeterministic_output_order'],

  run({ db }, argv, reply) {
    const set = db.read(arg.key(argv, 1), 'set')
    if (set === undefined) reply.set(0)
    else replyMembers(reply, set)
  },
}
