import { ascii } from '@resident/bytes'
import type { Command } from '../command.ts'
import { latencyReport } from './latency-report.ts'

/** LATENCY DOCTOR */
export const latencyDoctor: Command = {
  name: 'doctor',
  arity: 2,
  flags: ['admin', 'noscript', 'loading', 'stale'],
  tips: ['nondeterministic_output', 'request_policy:all_nodes', 'response_policy:special'],

  run({ server: { latency, slowlog, clock } }, _argv, reply) {
    const now = Math.floor(clock.now() / 1000)
    reply.verbatim('txt', ascii(latencyReport(latency, slowlog, now)))
  },
}
