import type { Command } from '../command.ts'
import { helpOf } from '../help.ts'
import { latencyDoctor } from './latency-doctor.ts'
import { latencyGraph } from './latency-graph.ts'
import { latencyHistogram } from './latency-histogram.ts'
import { latencyHistory } from './latency-history.ts'
import { latencyLatest } from './latency-latest.ts'
import { latencyReset } from './latency-reset.ts'

/** LATENCY */
export const latency: Command = {
  name: 'latency',
  arity: -2,
  flags: [],
  subcommands: [
    latencyDoctor,
    latencyGraph,
    helpOf('LATENCY'),
    latencyHistogram,
    latencyHistory,
    latencyLatest,
    latencyReset,
  ],
}
