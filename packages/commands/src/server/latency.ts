import { ascii } from '@resident/bytes'
import * as arg from '../args/index.ts'
import type { Command, CommandFlag, Handler } from '../command.ts'
import { err } from '../errors.ts'
import { helpOf } from '../help.ts'
import { replyValue } from '../reply-value.ts'
import { untilZero } from '../until-zero.ts'
import { latencyHistogram } from './latency-histogram.ts'
import { latencyReport } from './latency-report.ts'
import { drawLatency } from './latency-sparkline.ts'

const ADMIN: readonly CommandFlag[] = ['admin', 'noscript', 'loading', 'stale']
const REPORT: readonly string[] = [
  'nondeterministic_output',
  'request_policy:all_nodes',
  'response_policy:special',
]

/** LATENCY DOCTOR */
const latencyDoctor: Handler = ({ server: { latency, slowlog, clock } }, _argv, reply) => {
  const now = Math.floor(clock.now() / 1000)
  reply.verbatim('txt', ascii(latencyReport(latency, slowlog, now)))
}

/** LATENCY GRAPH event */
const latencyGraph: Handler = ({ server: { latency, clock } }, argv, reply) => {
  const event = arg.bytes(argv, 2)
  const series = latency.events.get(event)
  if (series === undefined) throw err(`No samples available for event '${untilZero(event)}'`)
  reply.verbatim('txt', ascii(drawLatency(event, series, Math.floor(clock.now() / 1000))))
}

/** LATENCY HISTORY event */
const latencyHistory: Handler = ({ server }, argv, reply) => {
  const samples = server.latency.events.get(arg.bytes(argv, 2))?.samples ?? []
  const couples = samples.map(({ time, milliseconds }) => [time, milliseconds])
  replyValue(reply, couples)
}

/** LATENCY LATEST */
const latencyLatest: Handler = ({ server: { latency } }, _argv, reply) => {
  const latest = [...latency.events].map(([event, { samples, worst }]) => {
    const { time, milliseconds } = samples.at(-1)!
    return [event, time, milliseconds, worst]
  })
  replyValue(reply, latest)
}

/** LATENCY RESET [event [event ...]] */
const latencyReset: Handler = ({ server: { latency } }, argv, reply) => {
  if (argv.length === 2) return reply.integer(latency.forgetAll())
  let forgotten = 0
  for (let i = 2; i < argv.length; i++) if (latency.forget(arg.bytes(argv, i))) forgotten++
  reply.integer(forgotten)
}

/** LATENCY */
export const latency: Command = {
  name: 'latency',
  arity: -2,
  flags: [],
  subcommands: [
    { name: 'doctor', arity: 2, flags: ADMIN, tips: REPORT, run: latencyDoctor },
    { name: 'graph', arity: 3, flags: ADMIN, tips: REPORT, run: latencyGraph },
    helpOf('LATENCY'),
    { name: 'histogram', arity: -2, flags: ADMIN, tips: REPORT, run: latencyHistogram },
    { name: 'history', arity: 3, flags: ADMIN, tips: REPORT, run: latencyHistory },
    { name: 'latest', arity: 2, flags: ADMIN, tips: REPORT, run: latencyLatest },
    {
      name: 'reset',
      arity: -2,
      flags: ADMIN,
      tips: ['request_policy:all_nodes', 'response_policy:all_succeeded'],
      run: latencyReset,
    },
  ],
}
