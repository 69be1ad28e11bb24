import * as arg from '../args/index.ts'
import type { Command } from '../command.ts'

/** LATENCY RESET [event [event ...]] */
export const latencyReset: Command = {
  name: 'reset',
  arity: -2,
  flags: ['admin', 'noscript', 'loading', 'stale'],
  tips: ['request_policy:all_nodes', 'response_policy:all_succeeded'],

  run({ server: { latency } }, argv, reply) {
    if (argv.length === 2) return reply.integer(latency.forgetAll())
    let forgotten = 0
    for (let i = 2; i < argv.length; i++) if (latency.forget(arg.bytes(argv, i))) forgotten++
    reply.integer(forgotten)
  },
}
