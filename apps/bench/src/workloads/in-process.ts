import { startServer } from '@resident/embedded'
import { Redis } from 'ioredis'
import { inProcessConnector } from '../contestants/in-process-connector.ts'
import { startRedis } from '../contestants/servers.ts'
import type { Options } from '../options.ts'
import { median, spread, table } from '../report.ts'

const REQUESTS = 20_000

interface Cost {
  /** Microseconds from call to reply. */
  readonly latency: number
  /** Microseconds of this process's time per call. */
  readonly cpu: number
}

/** `in-process`: one GET after the other by ioredis, over loopback to redis-server and through the in-process transport. */
export async function runInProcess({ rounds }: Options): Promise<void> {
  const redis = await startRedis()
  await using resident = await startServer()
  const contestants = {
    'redis-server, loopback': new Redis({ host: '127.0.0.1', port: redis.port }),
    'resident, TCP in this process': new Redis(resident.url),
    'resident, in-process transport': new Redis({ Connector: inProcessConnector(resident) }),
  }
  const costs = new Map<string, Cost[]>()
  for (const [name, client] of Object.entries(contestants)) {
    await client.set('key', 'value')
    costs.set(name, [])
  }
  for (let round = -1; round < rounds; round++) {
    for (const [name, client] of Object.entries(contestants)) {
      process.stderr.write(`\rround ${round + 1}/${rounds} ${name}`.padEnd(60))
      const cost = await sequentialGets(client)
      if (round >= 0) costs.get(name)!.push(cost)
    }
  }
  process.stderr.write('\r'.padEnd(60))
  const base = costs.get('redis-server, loopback')!
  const rows = [['client to', 'latency µs', 'CPU of this process µs', 'latency ratio', 'CPU ratio']]
  for (const [name, mine] of costs) {
    rows.push([
      name,
      spread(mine.map((each) => each.latency)),
      spread(mine.map((each) => each.cpu)),
      spread(mine.map((each, round) => each.latency / base[round]!.latency)),
      spread(mine.map((each, round) => each.cpu / base[round]!.cpu)),
    ])
  }
  const mine = costs.get('resident, in-process transport')!
  const latency = median(mine.map((each, round) => each.latency / base[round]!.latency))
  const cpu = median(mine.map((each, round) => each.cpu / base[round]!.cpu))
  process.stdout.write(
    `\nSequential GET by ioredis, ${rounds} rounds, median (least–greatest)\n\n${table(rows)}\n\n` +
      `Latency <= 0.15: ${latency <= 0.15 ? 'met' : 'MISSED'}; CPU <= 0.25: ${cpu <= 0.25 ? 'met' : 'MISSED'}\n`,
  )
  for (const client of Object.values(contestants)) client.disconnect()
  await redis.stop()
}

async function sequentialGets(client: Redis): Promise<Cost> {
  const before = process.cpuUsage()
  const start = performance.now()
  for (let i = 0; i < REQUESTS; i++) await client.get('key')
  const elapsed = performance.now() - start
  const { user, system } = process.cpuUsage(before)
  return { latency: (elapsed * 1000) / REQUESTS, cpu: (user + system) / REQUESTS }
}
