import type { Command } from '../command.ts'

/** SLOWLOG LEN */
export const slowlogLen: Command = {
  name: 'len',
  arity: 2,
  flags: ['admin', 'loading', 'stale'],
  tips: ['request_policy:all_nodes', 'response_policy:agg_sum', 'nondeterministic_output'],

  run({ server }, _argv, reply) {
    reply.integer(server.slowlog.length)
  },
}
