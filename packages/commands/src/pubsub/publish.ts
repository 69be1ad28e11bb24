import * as arg from '../args/index.ts'
import type { Command } from '../command.ts'

/** PUBLISH channel message */
export const publish: Command = {
  name: 'publish',
  arity: 3,
  flags: ['pubsub', 'loading', 'stale', 'fast'],

  run({ server }, argv, reply) {
    reply.integer(server.pubsub.publish(arg.bytes(argv, 1), arg.bytes(argv, 2)))
  },
}
