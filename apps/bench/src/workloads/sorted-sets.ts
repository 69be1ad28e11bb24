import type { ServerProcess } from '../contestants/process.ts'
import { cpuPerCommand } from '../contestants/redis-benchmark.ts'
import { startRedis, startResident } from '../contestants/servers.ts'
import { request, Wire } from '../contestants/wire.ts'
import type { Options } from '../options.ts'
import { progress } from '../progress.ts'
import { median } from '../report.ts'
import type { Growth, Row, Samples, SuiteResult } from '../result.ts'
import { interleaved } from '../rounds.ts'

const LARGEST = 1_000_000
const SIZES = [1_000, 10_000, 100_000, LARGEST]
const PIPELINE = 16
const REQUESTS = 50_000
/** redis-benchmark writes random numbers so. */
const DIGITS = 12

const MEMBER = 'm:__rand_int__'
const COMMANDS: Readonly<Record<string, readonly string[]>> = {
  ZADD: ['ZADD', 'zset', '__rand_int__', MEMBER],
  ZRANK: ['ZRANK', 'zset', MEMBER],
  ZCOUNT: ['ZCOUNT', 'zset', '__rand_int__', '+inf'],
  'ZRANGE by score': ['ZRANGE', 'zset', '__rand_int__', '+inf', 'BYSCORE', 'LIMIT', '0', '10'],
}

/** `sorted-sets`: how the server's time per command grows with the set. */
export async function runSortedSets({ rounds, share }: Options): Promise<SuiteResult> {
  const sizes = SIZES.filter((size) => size <= LARGEST * share)
  const servers = { 'redis-server': await startRedis(), resident: await startResident() }
  try {
    const all = new Map<string, Samples[]>(Object.keys(COMMANDS).map((name) => [name, []]))
    for (const size of sizes) {
      for (const server of Object.values(servers)) await fill(server, size)
      for (const [name, command] of Object.entries(COMMANDS)) {
        const about = `${name} at ${size.toLocaleString('en-US')}`
        const load = { requests: REQUESTS * share, pipeline: PIPELINE, below: size, command }
        const measure = (each: ServerProcess): Promise<number> => cpuPerCommand(each, load)
        all.get(name)!.push(await interleaved(about, servers, rounds, measure))
      }
    }
    return {
      suite: 'sorted-sets',
      title: 'Sorted sets, small and large',
      about:
        `Processor time of the server per command, under redis-benchmark with 50 clients and -P ${PIPELINE}, on one sorted set with random scores ` +
        'and members (engine btree). ZADD changes the scores of existing members; ZRANGE by score returns ten. Growth is the ' +
        'time at the largest size divided by that at the smallest.',
      rows: [...all].flatMap(([name, samples]) => rowsOf(name, sizes, samples)),
      growths: [...all].map(([name, samples]) => growthOf(name, sizes, samples)),
    }
  } finally {
    for (const server of Object.values(servers)) await server.stop()
  }
}

async function fill(server: ServerProcess, size: number): Promise<void> {
  progress(`${server.name}: a sorted set of ${size.toLocaleString('en-US')}`)
  const wire = await Wire.to(server.port)
  await wire.send(request('FLUSHALL'), 1)
  await wire.fill(size, (n) =>
    request(
      'ZADD',
      'zset',
      `${Math.floor(Math.random() * size)}`,
      `m:${String(n).padStart(DIGITS, '0')}`,
    ),
  )
  wire.close()
}

function rowsOf(name: string, sizes: readonly number[], bySize: readonly Samples[]): Row[] {
  const [small, large] = [bySize[0]!, bySize.at(-1)!]
  const [least, most] = [sizes[0]!, sizes.at(-1)!].map((size) => size.toLocaleString('en-US'))
  const grown = (who: string): number[] => large[who]!.map((cost, n) => cost / small[who]![n]!)
  const contestants = { ours: 'resident', base: 'redis-server' }
  return [
    { name: `${name} at ${least}`, unit: 'µs', samples: small, ...contestants },
    { name: `${name} at ${most}`, unit: 'µs', samples: large, ...contestants },
    {
      name: `${name}, growth`,
      unit: '×',
      samples: { 'redis-server': grown('redis-server'), resident: grown('resident') },
      ...contestants,
      most: 2.5,
    },
  ]
}

function growthOf(name: string, sizes: readonly number[], bySize: readonly Samples[]): Growth {
  const line = (who: string): number[] => bySize.map((samples) => median(samples[who]!))
  return {
    name: `${name}, by members of the set`,
    unit: 'µs',
    sizes,
    lines: { 'redis-server': line('redis-server'), resident: line('resident') },
  }
}
