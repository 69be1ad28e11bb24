import type { Command } from '../command.ts'

/** QUIT */
export const quit: Command = {
  name: 'quit',
  group: 'connection',
  since: '1.0.0',
  arity: -1,
  flags: ['noscript', 'loading', 'stale', 'fast', 'no_auth', 'allow_busy'],

  run(client, _argv, reply) {
    reply.status('OK')
    client.closing = true
  },
}
