import { execFileSync } from 'node:child_process'
import type { ServerProcess } from '../contestants/process.ts'
import { startCanned, startRedis, startResident } from '../contestants/servers.ts'
import type { Options } from '../options.ts'
import { median, spread, table } from '../report.ts'

const CLIENTS = 50
const PIPELINES = [1, 16, 64]
/** Requests a round, so that each takes about a second of a server's time. */
const REQUESTS: Readonly<Record<number, number>> = { 1: 60_000, 16: 600_000, 64: 1_000_000 }

/** What the ratio is to, and the most that it may be. */
const TARGETS: Readonly<Record<number, { to: string; most: number }>> = {
  1: { to: 'canned', most: 1.3 },
  16: { to: 'redis-server', most: 1.6 },
  64: { to: 'redis-server', most: 1.3 },
}

/**
 * `socket`: the server's processor time per GET and SET (user and system, measured
 * from outside), under redis-benchmark. Rounds are interleaved, ratios are taken round by round.
 */
export async function runSocket({ rounds }: Options): Promise<void> {
  const servers = [await startRedis(), await startResident(), await startCanned()]
  try {
    const rows: string[][] = [
      ['test', 'pipeline', ...servers.map((each) => `${each.name} µs`), 'ratio', 'target'],
    ]
    for (const pipeline of PIPELINES) {
      for (const test of ['set', 'get']) rows.push(measureTest(test, pipeline, servers, rounds))
    }
    process.stderr.write('\r'.padEnd(60))
    process.stdout.write(
      `\nServer CPU per command, ${rounds} rounds, median (least–greatest)\n\n${table(rows)}\n`,
    )
  } finally {
    for (const server of servers) await server.stop()
  }
}

function measureTest(
  test: string,
  pipeline: number,
  servers: readonly ServerProcess[],
  rounds: number,
): string[] {
  const costs = new Map<string, number[]>(servers.map((each) => [each.name, []]))
  for (let round = -1; round < rounds; round++) {
    for (const server of servers) {
      process.stderr.write(
        `\r${test} -P ${pipeline} round ${round + 1}/${rounds} ${server.name}`.padEnd(60),
      )
      const cost = costPerCommand(test, pipeline, server)
      // The first round warms the servers up.
      if (round >= 0) costs.get(server.name)!.push(cost)
    }
  }
  const target = TARGETS[pipeline]!
  const base = costs.get(target.to)!
  const ratios = costs.get('resident')!.map((cost, round) => cost / base[round]!)
  const verdict = median(ratios) <= target.most ? 'met' : 'MISSED'
  return [
    test,
    String(pipeline),
    ...servers.map((each) => spread(costs.get(each.name)!)),
    `${spread(ratios)} × ${target.to}`,
    `<= ${target.most} ${verdict}`,
  ]
}

function costPerCommand(test: string, pipeline: number, server: ServerProcess): number {
  const requests = REQUESTS[pipeline]!
  const before = server.cpu()
  execFileSync(
    'redis-benchmark',
    [
      '-h',
      '127.0.0.1',
      '-p',
      `${server.port}`,
      '-c',
      `${CLIENTS}`,
      '-n',
      `${requests}`,
      '-P',
      `${pipeline}`,
      '-t',
      test,
      '-q',
    ],
    { stdio: ['ignore', 'ignore', 'ignore'] },
  )
  return (server.cpu() - before) / requests
}
