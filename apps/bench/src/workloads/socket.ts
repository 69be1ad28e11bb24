import type { ServerProcess } from '../contestants/process.ts'
import { costsPerCommand } from '../contestants/redis-benchmark.ts'
import { startCanned, startRedis, startResident } from '../contestants/servers.ts'
import { request, Wire } from '../contestants/wire.ts'
import type { Options } from '../options.ts'
import type { Row, Samples, SuiteResult } from '../result.ts'
import { interleavedMany } from '../rounds.ts'

interface Depth {
  readonly pipeline: number
  /** Of a test that weighs 1, a round. */
  readonly requests: number
  /** Of GET and SET; without a pipeline it is one beside `canned`. */
  readonly most: number
}

const DEPTHS: readonly Depth[] = [
  { pipeline: 1, requests: 12_000, most: 1.3 },
  { pipeline: 16, requests: 100_000, most: 1.6 },
  { pipeline: 64, requests: 200_000, most: 1.3 },
]

/** A command as redis-benchmark's test of that name sends it. */
interface Test {
  readonly name: string
  readonly command: readonly string[]
  /** How much longer it takes than a GET: so many fewer requests are sent. */
  readonly weight?: number
  /** The random numbers in the command are below it. */
  readonly below?: number
}

/** Redis-benchmark's own, of its default size. */
const VALUE = 'xxx'
const KEY = 'key:__rand_int__'
const MEMBER = 'element:__rand_int__'
/** So that hardly one random number comes twice. */
const ALL_NEW = 1_000_000_000
const SOME = 100_000
const RANGED = 'ranged'
const LONGEST_RANGE = 600

const [SET, GET]: readonly [Test, Test] = [
  { name: 'SET', command: ['SET', 'key', VALUE], weight: 1 / 3 },
  { name: 'GET', command: ['GET', 'key'], weight: 1 / 3 },
]

/** Measured one right after the other: what takes away has what was added before it. */
const CHAINS: readonly (readonly Test[])[] = [
  [SET, GET],
  [{ name: 'PING', command: ['PING'] }],
  [{ name: 'INCR', command: ['INCR', 'counter'] }],
  [
    { name: 'LPUSH', command: ['LPUSH', 'mylist', VALUE] },
    { name: 'LPOP', command: ['LPOP', 'mylist'] },
  ],
  [
    { name: 'RPUSH', command: ['RPUSH', 'mylist', VALUE] },
    { name: 'RPOP', command: ['RPOP', 'mylist'] },
  ],
  [
    { name: 'SADD', command: ['SADD', 'myset', MEMBER], below: ALL_NEW },
    { name: 'SPOP', command: ['SPOP', 'myset'] },
  ],
  [{ name: 'HSET', command: ['HSET', 'myhash', MEMBER, VALUE], below: SOME }],
  [
    {
      name: 'ZADD',
      command: ['ZADD', 'myzset', '__rand_int__', MEMBER],
      weight: 2,
      below: ALL_NEW,
    },
    { name: 'ZPOPMIN', command: ['ZPOPMIN', 'myzset'], weight: 2 },
  ],
  [100, 300, 500, LONGEST_RANGE].map((count) => ({
    name: `LRANGE_${count}`,
    command: ['LRANGE', RANGED, '0', `${count - 1}`],
    weight: count / 10,
  })),
  [{ name: 'MSET (10 keys)', command: ['MSET', ...tenTimes(KEY, VALUE)], weight: 8, below: SOME }],
]

/** `socket`: redis-benchmark's own tests, at three depths of the pipeline. */
export async function runSocket({ rounds, share }: Options): Promise<SuiteResult> {
  const servers = { 'redis-server': await startRedis(), resident: await startResident() }
  const canned = await startCanned()
  try {
    for (const server of Object.values(servers)) await fillList(server)
    const rows: Row[] = []
    for (const depth of DEPTHS) {
      for (const chain of CHAINS) {
        const contestants = hasCanned(depth, chain) ? { ...servers, canned } : servers
        const about = `${chain.map(({ name }) => name).join(', ')}, -P ${depth.pipeline}`
        const figures = await interleavedMany(about, contestants, rounds, (server) =>
          play(server, chain, depth, share),
        )
        rows.push(...chain.flatMap((test) => rowsOf(test, depth, figures)))
      }
    }
    return {
      suite: 'socket',
      title: 'Commands over TCP',
      about:
        'The tests of redis-benchmark, with 50 clients and 1, 16 and 64 requests in a pipeline: the server’s processor time (user and system) per command, ' +
        'measured from outside, and time by the clock per command, with client and server on the same cores: 10 µs are 100,000 requests per second. ' +
        '`canned` is a node:net server that only counts the requests it receives, and writes a fixed reply for each. Without a pipeline, Resident is ' +
        'compared with that, since most of the time is Node’s and the kernel’s.',
      rows,
      growths: [],
    }
  } finally {
    for (const server of [...Object.values(servers), canned]) await server.stop()
  }
}

/** Costs of each test by `figureOf` its name. */
async function play(
  server: ServerProcess,
  chain: readonly Test[],
  { pipeline, requests }: Depth,
  share: number,
): Promise<Record<string, number>> {
  const figures: Record<string, number> = {}
  for (const { name, command, weight = 1, below } of chain) {
    const { cpu, clock } = await costsPerCommand(server, {
      requests: Math.ceil((requests * share) / weight),
      pipeline,
      command,
      ...(below === undefined ? {} : { below }),
    })
    figures[figureOf(name, 'cpu')] = cpu
    figures[figureOf(name, 'clock')] = clock
  }
  return figures
}

function rowsOf(
  test: Test,
  depth: Depth,
  figures: Readonly<Record<string, Samples>>,
): readonly Row[] {
  const { pipeline, most } = depth
  const cpu = figures[figureOf(test.name, 'cpu')]!
  const clock = figures[figureOf(test.name, 'clock')]!
  const row = { name: test.name, unit: 'µs', ours: 'resident', base: 'redis-server' }
  const isAim = test === SET || test === GET
  const rows: Row[] = [
    {
      ...row,
      group: `-P ${pipeline}: the server’s processor time`,
      samples: only(cpu, 'redis-server', 'resident'),
      ...(isAim && pipeline > 1 ? { most } : {}),
    },
    {
      ...row,
      group: `-P ${pipeline}: time by the clock`,
      samples: only(clock, 'redis-server', 'resident'),
    },
  ]
  if (cpu.canned === undefined) return rows
  const group = `-P ${pipeline}: processor time beside a server that only writes`
  return [
    ...rows,
    { ...row, group, base: 'canned', samples: only(cpu, 'canned', 'resident'), most },
  ]
}

function hasCanned({ pipeline }: Depth, chain: readonly Test[]): boolean {
  return pipeline === 1 && chain.includes(GET)
}

function figureOf(test: string, figure: 'cpu' | 'clock'): string {
  return `${test}, ${figure}`
}

function only(samples: Samples, ...names: readonly string[]): Samples {
  return Object.fromEntries(names.map((name) => [name, samples[name]!]))
}

/** What LRANGE reads. */
async function fillList(server: ServerProcess): Promise<void> {
  const wire = await Wire.to(server.port)
  await wire.fill(LONGEST_RANGE, () => request('RPUSH', RANGED, VALUE))
  wire.close()
}

function tenTimes(...words: readonly string[]): string[] {
  return Array.from({ length: 10 }, () => words).flat()
}
