import type { Command } from '../command.ts'

/** PUBSUB NUMPAT */
export const pubsubNumpat: Command = {
  name: 'numpat',
  arity: 2,
  flags: ['pubsub', 'loading', 'stale'],

  run({ server }, _argv, reply) {
    reply.integer(server.pubsub.count('patterns'))
  },
}
