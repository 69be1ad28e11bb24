import type { Command } from '../command.ts'

/** CLIENT ID */
export const clientId: Command = {
  name: 'id',
  arity: 2,
  flags: ['noscript', 'loading', 'stale'],
  brief: true,

  run(client, _argv, reply) {
    reply.integer(client.id)
  },
}
