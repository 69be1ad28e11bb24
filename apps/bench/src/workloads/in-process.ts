import { strict as assert } from 'node:assert'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ioredisOptions, startServer } from '@resident/embedded'
import { Redis } from 'ioredis'
import { createClient } from 'redis'
import { ioredisMock } from '../contestants/ioredis-mock.ts'
import { startRedis } from '../contestants/servers.ts'
import type { Options } from '../options.ts'
import type { Row, SuiteResult } from '../result.ts'
import { interleavedMany } from '../rounds.ts'

const REQUESTS = 10_000
const BATCH = 100

/** What is used of a client. */
interface Getter {
  get(key: string): Promise<unknown>
  set(key: string, value: string): Promise<unknown>
}

/** How the GETs come. */
interface Manner {
  readonly name: string
  /** So many are on their way at the same time. */
  readonly batch: number
  /** Targets of ioredis by the in-process transport. */
  readonly most?: { readonly latency: number; readonly cpu: number }
}

const MANNERS: readonly Manner[] = [
  { name: 'one after the other', batch: 1, most: { latency: 0.15, cpu: 0.25 } },
  { name: `${BATCH} at once`, batch: BATCH },
]

/** `in-process`: GETs to redis-server over loopback, to a server in this process, and to a mock. */
export async function runInProcess({ rounds, share }: Options): Promise<SuiteResult> {
  const folder = mkdtempSync(join(tmpdir(), 'resident-bench-'))
  const unixSocket = join(folder, 'resident.sock')
  const redis = await startRedis()
  await using resident = await startServer({ unixSocket })
  const loopback = `redis://127.0.0.1:${redis.port}`
  const ioredis = {
    'redis-server': new Redis(loopback),
    ...(await ioredisMock()),
    'resident, TCP': new Redis(resident.url),
    resident: new Redis(ioredisOptions(resident)),
  }
  const nodeRedis = {
    'redis-server': await createClient({ url: loopback }).connect(),
    'resident, TCP': await createClient({ url: resident.url }).connect(),
    'resident, unix': await createClient({ socket: { path: unixSocket, tls: false } }).connect(),
  }
  try {
    const rows: Row[] = []
    for (const manner of MANNERS) {
      const requests = REQUESTS * share
      rows.push(...(await compare('ioredis', ioredis, 'resident', manner, requests, rounds)))
      rows.push(
        ...(await compare('node-redis', nodeRedis, 'resident, unix', manner, requests, rounds)),
      )
    }
    return {
      suite: 'in-process',
      title: 'A client and its server in the same process',
      about:
        `${REQUESTS.toLocaleString('en-US')} GETs per round, each awaited before the next, or ${BATCH} at a time; figures are for one GET. \`resident\` is reached through the in-process ` +
        'transport, `resident, TCP` and `resident, unix` through a socket although it is in the same process; redis-server through TCP. node-redis accepts only sockets. ' +
        'ioredis-mock is not a server: it answers without a protocol. The processor time is that of ' +
        'the client’s process, which for Resident and the mock includes the server’s work; that of redis-server is not counted.',
      rows,
      growths: [],
    }
  } finally {
    for (const client of Object.values(ioredis)) client.disconnect()
    for (const client of Object.values(nodeRedis)) client.destroy()
    await redis.stop()
    rmSync(folder, { recursive: true })
  }
}

async function compare(
  library: string,
  clients: Readonly<Record<string, Getter>>,
  ours: string,
  { name, batch, most }: Manner,
  requests: number,
  rounds: number,
): Promise<Row[]> {
  for (const client of Object.values(clients)) {
    await client.set('key', 'value')
    assert.equal(await client.get('key'), 'value')
  }
  const { latency, cpu } = await interleavedMany(`${library}, ${name}`, clients, rounds, (client) =>
    gets(client, requests, batch),
  )
  const row = { group: library, unit: 'µs', ours, base: 'redis-server' }
  const isAim = most !== undefined && library === 'ioredis'
  return [
    {
      ...row,
      name: `${name}, time by the clock`,
      samples: latency!,
      ...(isAim && { most: most.latency }),
    },
    { ...row, name: `${name}, processor time`, samples: cpu!, ...(isAim && { most: most.cpu }) },
  ]
}

/** Microseconds a GET. */
async function gets(
  client: Getter,
  requests: number,
  batch: number,
): Promise<{ latency: number; cpu: number }> {
  const before = process.cpuUsage()
  const start = performance.now()
  if (batch === 1) {
    for (let i = 0; i < requests; i++) await client.get('key')
  } else {
    for (let i = 0; i < requests; i += batch) {
      await Promise.all(Array.from({ length: batch }, () => client.get('key')))
    }
  }
  const elapsed = performance.now() - start
  const { user, system } = process.cpuUsage(before)
  return { latency: (elapsed * 1000) / requests, cpu: (user + system) / requests }
}
