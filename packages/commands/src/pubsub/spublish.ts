import * as arg from '../args/index.ts'
import { type Command, firstKey } from '../command.ts'

/** SPUBLISH shardchannel message */
export const spublish: Command = {
  name: 'spublish',
  arity: 3,
  flags: ['pubsub', 'loading', 'stale', 'fast'],
  keys: firstKey('not_key'),

  run({ server }, argv, reply) {
    reply.integer(server.pubsub.publishToShard(arg.bytes(argv, 1), arg.bytes(argv, 2)))
  },
}
