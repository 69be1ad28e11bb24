import * as arg from '../args/index.ts'
import { type Command, keyAt } from '../command.ts'
import { replyValue } from '../reply-value.ts'
import { byName, progressOf, streamToShow } from './group-reply.ts'

/** XINFO GROUPS key */
export const xinfoGroups: Command = {
  name: 'groups',
  arity: 3,
  flags: ['readonly'],
  keys: [keyAt(2, 'RO', 'access')],

  run({ db }, argv, reply) {
    const stream = streamToShow(db, arg.key(argv, 2))
    const groups = byName(stream.groups).map(([name, group]) => ({
      name,
      consumers: group.consumers.size,
      pending: group.pending.size,
      ...progressOf(stream, group),
    }))
    replyValue(reply, groups)
  },
}
