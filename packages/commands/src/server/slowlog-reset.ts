import type { Command } from '../command.ts'

/** SLOWLOG RESET */
export const slowlogReset: Command = {
  name: 'reset',
  arity: 2,
  flags: ['admin', 'loading', 'stale'],
  tips: ['request_policy:all_nodes', 'response_policy:all_succeeded'],

  run({ server }, _argv, reply) {
    server.slowlog.clear()
    reply.status('OK')
  },
}
