import type { Command } from '../command.ts'

/** CLIENT GETREDIR */
export const clientGetredir: Command = {
  name: 'getredir',
  arity: 2,
  flags: ['noscript', 'loading', 'stale'],

  run({ tracking, redirection }, _argv, reply) {
    reply.integer(tracking === undefined ? -1 : redirection)
  },
}
