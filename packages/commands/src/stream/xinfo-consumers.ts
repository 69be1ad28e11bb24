import * as arg from '../args/index.ts'
import { type Command, keyAt } from '../command.ts'
import { replyValue } from '../reply-value.ts'
import { groupOf } from './group-access.ts'
import { byName, streamToShow } from './group-reply.ts'

/** XINFO CONSUMERS key groupname */
export const xinfoConsumers: Command = {
  name: 'consumers',
  arity: 4,
  flags: ['readonly'],
  keys: [keyAt(2, 'RO', 'access')],
  tips: ['nondeterministic_output'],

  run({ db }, argv, reply) {
    const key = arg.key(argv, 2)
    const { consumers } = groupOf(streamToShow(db, key), key, arg.bytes(argv, 3))
    const shown = byName(consumers).map(([name, { pending, seenTime }]) => ({
      name,
      pending: pending.size,
      idle: Math.max(0, db.now() - seenTime),
    }))
    replyValue(reply, shown)
  },
}
