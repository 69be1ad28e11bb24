import { cpuPerCommand } from '../contestants/redis-benchmark.ts'
import { startCanned, startRedis, startResident } from '../contestants/servers.ts'
import type { Options } from '../options.ts'
import type { Row, SuiteResult } from '../result.ts'
import { interleaved } from '../rounds.ts'

interface Depth {
  readonly pipeline: number
  /** A round, so that each takes about a second of a server's time. */
  readonly requests: number
  readonly base: 'canned' | 'redis-server'
  readonly most: number
}

const DEPTHS: readonly Depth[] = [
  { pipeline: 1, requests: 60_000, base: 'canned', most: 1.3 },
  { pipeline: 16, requests: 600_000, base: 'redis-server', most: 1.6 },
  { pipeline: 64, requests: 1_000_000, base: 'redis-server', most: 1.3 },
]

/** `socket`: the server's processor time per GET and SET, measured from outside. */
export async function runSocket({ rounds }: Options): Promise<SuiteResult> {
  const servers = {
    'redis-server': await startRedis(),
    resident: await startResident(),
    canned: await startCanned(),
  }
  try {
    const rows: Row[] = []
    for (const { pipeline, requests, base, most } of DEPTHS) {
      for (const test of ['set', 'get']) {
        const name = `${test.toUpperCase()}, -P ${pipeline}`
        const load = { requests, pipeline, command: ['-t', test] }
        const samples = await interleaved(name, servers, rounds, (each) =>
          cpuPerCommand(each, load),
        )
        rows.push({ name, unit: 'µs', samples, ours: 'resident', base, most })
      }
    }
    return {
      suite: 'socket',
      title: 'GET and SET over TCP',
      about:
        'Processor time of the server (user and system) per command, under redis-benchmark with 50 clients, with and without ' +
        'pipelines. `canned` is a node:net server that reads nothing and only writes a reply: without a pipeline it is what ' +
        'ours is measured against, since most of that time is Node’s and the kernel’s.',
      rows,
      growths: [],
    }
  } finally {
    for (const server of Object.values(servers)) await server.stop()
  }
}
