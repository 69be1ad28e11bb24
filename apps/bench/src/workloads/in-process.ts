import { ioredisOptions, startServer } from '@resident/embedded'
import { Redis } from 'ioredis'
import { createClient } from 'redis'
import { startRedis } from '../contestants/servers.ts'
import type { Options } from '../options.ts'
import type { Row, SuiteResult } from '../result.ts'
import { interleavedMany } from '../rounds.ts'

const REQUESTS = 20_000

/** What is used of a client. */
interface Getter {
  get(key: string): Promise<unknown>
}

/** `in-process`: one GET after the other, to redis-server over loopback and to a server in this process. */
export async function runInProcess({ rounds }: Options): Promise<SuiteResult> {
  const redis = await startRedis()
  await using resident = await startServer()
  const loopback = `redis://127.0.0.1:${redis.port}`
  const ioredis = {
    'redis-server': new Redis(loopback),
    'resident, TCP': new Redis(resident.url),
    resident: new Redis(ioredisOptions(resident)),
  }
  const nodeRedis = {
    'redis-server': await createClient({ url: loopback }).connect(),
    'resident, TCP': await createClient({ url: resident.url }).connect(),
  }
  try {
    for (const client of Object.values(ioredis)) await client.set('key', 'value')
    const byIoredis = await interleavedMany('ioredis', ioredis, rounds, sequentialGets)
    const byNodeRedis = await interleavedMany('node-redis', nodeRedis, rounds, sequentialGets)
    const ours = { ours: 'resident', base: 'redis-server' }
    const overTcp = { ours: 'resident, TCP', base: 'redis-server' }
    const rows: Row[] = [
      { name: 'ioredis, latency', unit: 'µs', samples: byIoredis.latency!, ...ours, most: 0.15 },
      {
        name: 'ioredis, CPU of the process',
        unit: 'µs',
        samples: byIoredis.cpu!,
        ...ours,
        most: 0.25,
      },
      {
        name: 'node-redis over TCP, latency',
        unit: 'µs',
        samples: byNodeRedis.latency!,
        ...overTcp,
      },
      { name: 'node-redis over TCP, CPU', unit: 'µs', samples: byNodeRedis.cpu!, ...overTcp },
    ]
    return {
      suite: 'in-process',
      title: 'One GET after the other, in the same process',
      about:
        `${REQUESTS.toLocaleString('en-US')} GETs a round, each awaited before the next. \`resident\` is reached by the in-process ` +
        'transport, `resident, TCP` by a socket although it is in the same process; redis-server by a socket. The processor time is that of ' +
        'the process with the client, which with Resident does the server’s work as well.',
      rows,
      growths: [],
    }
  } finally {
    for (const client of Object.values(ioredis)) client.disconnect()
    for (const client of Object.values(nodeRedis)) client.destroy()
    await redis.stop()
  }
}

async function sequentialGets(client: Getter): Promise<{ latency: number; cpu: number }> {
  const before = process.cpuUsage()
  const start = performance.now()
  for (let i = 0; i < REQUESTS; i++) await client.get('key')
  const elapsed = performance.now() - start
  const { user, system } = process.cpuUsage(before)
  return { latency: (elapsed * 1000) / REQUESTS, cpu: (user + system) / REQUESTS }
}
