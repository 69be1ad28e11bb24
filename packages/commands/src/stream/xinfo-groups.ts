import * as arg from '../args/index.ts'
import { keyAt, type Subcommand } from '../command.ts'
import { byName, name, replyProgress, streamToShow } from './group-reply.ts'

/** XINFO GROUPS key */
export const xinfoGroups: Subcommand = {
  name: 'groups',
  arity: 3,
  flags: ['readonly'],
  keys: [keyAt(2, 'RO', 'access')],

  run({ db }, argv, reply) {
    const stream = streamToShow(db, arg.key(argv, 2))
    reply.array(stream.groups.size)
    for (const [groupName, group] of byName(stream.groups)) {
      reply.map(6)
      name(reply, 'name')
      reply.bulk(groupName)
      name(reply, 'consumers')
      reply.integer(group.consumers.size)
      name(reply, 'pending')
      reply.integer(group.pending.size)
      replyProgress(reply, stream, group)
    }
  },
}
