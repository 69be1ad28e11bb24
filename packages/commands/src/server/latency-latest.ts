import type { Command } from '../command.ts'
import { replyValue } from '../reply-value.ts'

/** LATENCY LATEST */
export const latencyLatest: Command = {
  name: 'latest',
  arity: 2,
  flags: ['admin', 'noscript', 'loading', 'stale'],
  tips: ['nondeterministic_output', 'request_policy:all_nodes', 'response_policy:special'],

  run({ server: { latency } }, _argv, reply) {
    const latest = [...latency.events].map(([event, { samples, worst }]) => {
      const { time, milliseconds } = samples.at(-1)!
      return [event, time, milliseconds, worst]
    })
    replyValue(reply, latest)
  },
}
