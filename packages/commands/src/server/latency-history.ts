import * as arg from '../args/index.ts'
import type { Command } from '../command.ts'
import { replyValue } from '../reply-value.ts'

/** LATENCY HISTORY event */
export const latencyHistory: Command = {
  name: 'history',
  arity: 3,
  flags: ['admin', 'noscript', 'loading', 'stale'],
  tips: ['nondeterministic_output', 'request_policy:all_nodes', 'response_policy:special'],

  run({ server }, argv, reply) {
    const samples = server.latency.events.get(arg.bytes(argv, 2))?.samples ?? []
    const couples = samples.map(({ time, milliseconds }) => [time, milliseconds])
    replyValue(reply, couples)
  },
}
