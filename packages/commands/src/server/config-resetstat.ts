import type { Subcommand } from '../command.ts'

/** CONFIG RESETSTAT */
export const configResetstat: Subcommand = {
  name: 'resetstat',
  arity: 2,
  flags: ['admin', 'noscript', 'loading', 'stale'],

  run({ server }, _argv, reply) {
    server.resetStats()
    reply.status('OK')
  },
}
