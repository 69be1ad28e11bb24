import { ascii } from '@resident/bytes'
import * as arg from '../args/index.ts'
import type { Command } from '../command.ts'
import { err } from '../errors.ts'
import { drawLatency } from './latency-sparkline.ts'

/** LATENCY GRAPH event */
export const latencyGraph: Command = {
  name: 'graph',
  arity: 3,
  flags: ['admin', 'noscript', 'loading', 'stale'],
  tips: ['nondeterministic_output', 'request_policy:all_nodes', 'response_policy:special'],

  run({ server: { latency, clock } }, argv, reply) {
    const event = arg.bytes(argv, 2)
    const series = latency.events.get(event)
    if (series === undefined) throw err(`No samples available for event '${event}'`)
    reply.verbatim('txt', ascii(drawLatency(event, series, Math.floor(clock.now() / 1000))))
  },
}
