import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { Redis } from 'ioredis'
import type { ServerProcess } from '../contestants/process.ts'
import { startMeasured, startRedis } from '../contestants/servers.ts'
import { request, Wire } from '../contestants/wire.ts'
import type { Options } from '../options.ts'
import { progress } from '../progress.ts'
import { quantile } from '../report.ts'
import type { Row, Samples, SuiteResult } from '../result.ts'
import { Tally } from '../tally.ts'

const MILLION = 1_000_000
const CONNECTIONS = 8
/** Between a reply and the next request of the same connection, in milliseconds. */
const THINKING = 1
/** How long the load goes on before something happens, in milliseconds. */
const WARMING = 2_000
/** In which a million keys are set on a busy machine, in milliseconds. */
const FILLING = 12_000
/** How long a scenario is watched, in milliseconds; longer where it takes longer. */
const WATCHED = 3_000

/** What goes on beside the load. */
interface Scenario {
  /** What is there before; not measured. */
  prepare(wire: Wire): Promise<void>
  /** Resolves when it is over. */
  happen(client: Redis): Promise<unknown>
}

/** By name. The large things are of a million keys, or of so great a share of them. */
function scenariosOf(share: number): Readonly<Record<string, Scenario>> {
  const size = MILLION * share
  const many = `${share}M`
  const setAll = (wire: Wire): Promise<void> =>
    wire.fill(size, (n) => request('SET', `key:${n}`, 'value'))
  return {
    'nothing else': { prepare: async () => {}, happen: async () => {} },
    [`expiry of ${many} keys`]: {
      // All at one moment; the scenario begins just before it.
      async prepare(wire) {
        const moment = Date.now() + FILLING * share
        await wire.fill(size, (n) => request('SET', `key:${n}`, 'value', 'PXAT', `${moment}`))
        await delay(Math.max(0, moment - Date.now() - WARMING - 100))
      },
      async happen(client) {
        while ((await client.dbsize()) > 100) await delay(50)
      },
    },
    [`UNLINK, DEL of ${many} members`]: {
      async prepare(wire) {
        for (const key of ['a', 'b']) {
          await wire.fill(size, (n) => request('ZADD', key, `${n}`, `member:${n}`))
        }
      },
      async happen(client) {
        await client.unlink('a')
        await delay(500)
        await client.del('b')
      },
    },
    [`FLUSHALL of ${many} keys`]: { prepare: setAll, happen: (client) => client.flushall() },
    [`BGSAVE of ${many} keys`]: {
      prepare: setAll,
      async happen(client) {
        await client.bgsave()
        while (/rdb_bgsave_in_progress:1/.test(await client.info('persistence'))) await delay(20)
      },
    },
  }
}

/** What a connection sends, one after the other. */
const MIX: readonly string[] = [
  request('SET', 'load:string', 'value'),
  request('GET', 'load:string'),
  request('INCR', 'load:number'),
  request('HSET', 'load:hash', 'field', 'value'),
  request('HGET', 'load:hash', 'field'),
  request('RPUSH', 'load:list', 'element'),
  request('LPOP', 'load:list'),
  request('ZADD', 'load:zset', '1', 'member'),
]

/** `latency`: what a client waits for a reply while the server has something large to do. */
export async function runLatency({ rounds, share }: Options): Promise<SuiteResult> {
  const rows: Row[] = []
  for (const [name, scenario] of Object.entries(scenariosOf(share))) {
    const tally = new Tally()
    for (let round = 0; round < rounds; round++) {
      for (const who of ['redis-server', 'resident']) {
        progress(`${name}: round ${round + 1} of ${rounds}, ${who}`)
        tally.addAll(who, await play(who, scenario))
      }
    }
    rows.push(...rowsOf(name, tally.all))
  }
  return {
    suite: 'latency',
    title: 'Waiting for a reply',
    about:
      `${CONNECTIONS} connections send a mix of ${MIX.length} short commands on strings, hashes, lists and sorted sets, each ${THINKING} ms after the ` +
      'last reply, while something large happens once. Percentiles are of the time from request to reply, as a client sees it: on a busy machine the highest ' +
      'ones are due to the scheduler. The longest slice is the longest time that Resident’s thread worked without a turn of the event loop, in processor time, without the collector’s ' +
      'pauses; the sum of those is given separately.',
    rows,
    growths: [],
  }
}

async function play(who: string, scenario: Scenario): Promise<Record<string, number>> {
  const dir = mkdtempSync(join(tmpdir(), 'resident-bench-'))
  const server = who === 'resident' ? await startMeasured(dir) : await startRedis(dir)
  const wire = await Wire.to(server.port)
  const client = new Redis(server.port)
  try {
    await scenario.prepare(wire)
    const latencies = await underLoad(server, async () => {
      if (who === 'resident') await server.ask('watch')
      await scenario.happen(client)
    })
    return { ...percentiles(latencies), ...(who === 'resident' ? await pausesOf(server) : {}) }
  } finally {
    wire.close()
    client.disconnect()
    await server.stop()
    rmSync(dir, { recursive: true })
  }
}

/** Milliseconds that each command took while `happening` went on; those before it, which warm up, are left out. */
async function underLoad(
  server: ServerProcess,
  happening: () => Promise<unknown>,
): Promise<number[]> {
  const latencies: number[] = []
  let over = false
  const connections = Array.from({ length: CONNECTIONS }, async (_, n) => {
    const wire = await Wire.to(server.port)
    for (let turn = n; !over; turn++) {
      const start = performance.now()
      await wire.ask(MIX[turn % MIX.length]!)
      latencies.push(performance.now() - start)
      await delay(THINKING)
    }
    wire.close()
  })
  await delay(WARMING)
  latencies.length = 0
  await Promise.all([happening(), delay(WATCHED)])
  over = true
  await Promise.all(connections)
  return latencies
}

function percentiles(latencies: readonly number[]): Record<string, number> {
  return {
    p50: quantile(latencies, 0.5),
    p99: quantile(latencies, 0.99),
    'p99.9': quantile(latencies, 0.999),
    longest: quantile(latencies, 1),
  }
}

interface Pauses {
  readonly slice: number
  readonly collections: number
}

async function pausesOf(server: ServerProcess): Promise<Record<string, number>> {
  const { slice, collections } = await server.ask<Pauses>('pauses')
  return { 'longest own slice': slice, 'collector, in all': collections }
}

function rowsOf(scenario: string, all: Readonly<Record<string, Samples>>): Row[] {
  return Object.entries(all).map(([figure, samples]) => ({
    name: `${scenario}: ${figure}`,
    unit: 'ms',
    samples,
    ours: 'resident',
    ...(samples['redis-server'] === undefined ? {} : { base: 'redis-server' }),
    ...(MOST[figure] === undefined ? {} : { most: MOST[figure] }),
  }))
}

/** Targets, in milliseconds. */
const MOST: Readonly<Record<string, number>> = { 'longest own slice': 10, 'collector, in all': 50 }
