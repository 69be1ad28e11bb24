import { ascii } from '@resident/bytes'
import type { Subcommand } from '../command.ts'

/** LATENCY LATEST */
export const latencyLatest: Subcommand = {
  name: 'latest',
  arity: 2,
  flags: ['admin', 'noscript', 'loading', 'stale'],
  tips: ['nondeterministic_output', 'request_policy:all_nodes', 'response_policy:special'],

  run({ server: { latency } }, _argv, reply) {
    reply.array(latency.events.size)
    for (const [event, { samples, worst }] of latency.events) {
      const { time, milliseconds } = samples.at(-1)!
      reply.array(4)
      reply.bulk(ascii(event))
      reply.integer(time)
      reply.integer(milliseconds)
      reply.integer(worst)
    }
  },
}
