import * as arg from '../args/index.ts'
import { keyAt, type Subcommand } from '../command.ts'
import { groupOf } from './group-access.ts'
import { byName, name, streamToShow } from './group-reply.ts'

/** XINFO CONSUMERS key groupname */
export const xinfoConsumers: Subcommand = {
  name: 'consumers',
  arity: 4,
  flags: ['readonly'],
  keys: [keyAt(2, 'RO', 'access')],
  tips: ['nondeterministic_output'],

  run({ db }, argv, reply) {
    const key = arg.key(argv, 2)
    const { consumers } = groupOf(streamToShow(db, key), key, arg.bytes(argv, 3))
    reply.array(consumers.size)
    for (const [consumerName, consumer] of byName(consumers)) {
      reply.map(3)
      name(reply, 'name')
      reply.bulk(consumerName)
      name(reply, 'pending')
      reply.integer(consumer.pending.size)
      name(reply, 'idle')
      reply.integer(Math.max(0, db.now() - consumer.seenTime))
    }
  },
}
