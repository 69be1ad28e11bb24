import type { Command } from '../command.ts'

/** UNWATCH */
export const unwatch: Command = {
  name: 'unwatch',
  arity: 1,
  flags: ['noscript', 'loading', 'stale', 'fast', 'allow_busy'],

  run(client, _argv, reply) {
    client.server.watches.release(client)
    reply.status('OK')
  },
}
