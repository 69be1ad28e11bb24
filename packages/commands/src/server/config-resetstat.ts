import type { Command } from '../command.ts'

/** CONFIG RESETSTAT */
export const configResetstat: Command = {
  name: 'resetstat',
  arity: 2,
  flags: ['admin', 'noscript', 'loading', 'stale'],

  run({ server }, _argv, reply) {
    server.resetStats()
    reply.status('OK')
  },
}
