import type { Command } from '../command.ts'

/** CLIENT UNPAUSE */
export const clientUnpause: Command = {
  name: 'unpause',
  arity: 2,
  flags: ['admin', 'noscript', 'loading', 'stale'],

  run({ server }, _argv, reply) {
    server.pause.end()
    reply.status('OK')
  },
}
