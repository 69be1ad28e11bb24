import type { Command } from '../command.ts'

/** QUIT */
export const quit: Command = {
  name: 'quit',
  arity: -1,
  flags: ['noscript', 'loading', 'stale', 'fast', 'no_auth', 'allow_busy'],

  run(client, _argv, reply) {
    reply.status('OK')
    client.closing = true
  },
}
