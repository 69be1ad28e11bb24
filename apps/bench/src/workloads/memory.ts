import type { ServerProcess } from '../contestants/process.ts'
import { redisSubject, residentSubject } from '../contestants/subjects.ts'
import { request, Wire } from '../contestants/wire.ts'
import type { Options } from '../options.ts'
import { endProgress, progress } from '../progress.ts'
import type { Row, SuiteResult } from '../result.ts'
import { Tally } from '../tally.ts'

const MILLION = 1_000_000

/** Keys of one shape. */
interface Shape {
  readonly keys: number
  /** The request that adds the n-th element of a key; strings have one. */
  readonly element: (key: string, n: number) => string
  readonly elements: number
  /** Lines of a reply; default 1. */
  readonly lines?: number
}

const SHAPES: Readonly<Record<string, Shape>> = {
  'string of 16 bytes': strings(200_000, 16),
  'string of 100 bytes': strings(200_000, 100),
  'string of 1,000 bytes': strings(50_000, 1000),
  integer: {
    keys: 200_000,
    elements: 1,
    element: (key) => request('SET', key, `${Number(key.slice(4)) + 5_000_000}`),
  },
  ...ofBothSizes('list', (key, n) => request('RPUSH', key, named(n))),
  ...ofBothSizes('hash', (key, n) => request('HSET', key, named(n), named(n))),
  ...ofBothSizes('set', (key, n) => request('SADD', key, named(n))),
  ...ofBothSizes('zset', (key, n) => request('ZADD', key, `${n * 1.5}`, named(n))),
  ...ofBothSizes('stream', (key, n) => request('XADD', key, `${n + 1}-0`, 'field', named(n)), 2),
}

/** `memory`: bytes a key, by type and size. */
export async function runMemory({ rounds, share }: Options): Promise<SuiteResult> {
  const many = await manyKeys(rounds, MILLION * share)
  return {
    suite: 'memory',
    title: 'Memory',
    about:
      'Bytes per key. For redis-server: growth of its used_memory; for Resident: growth of V8’s heap and of external memory after a full collection. ' +
      'RSS is the growth of the process as the system sees it, each round in fresh processes. Elements are 16 bytes; the other shapes of data are measured only once, ' +
      'since the same data take the same memory.',
    rows: [...many, ...(await shapes(share))],
    growths: [],
  }
}

async function manyKeys(rounds: number, keys: number): Promise<Row[]> {
  const about = `${keys.toLocaleString('en-US')} keys`
  const tally = new Tally()
  for (let round = 0; round < rounds; round++) {
    for (const subject of [await redisSubject(), await residentSubject()]) {
      const { server } = subject
      progress(`${about}: round ${round + 1} of ${rounds}, ${server.name}`)
      const used = await subject.used()
      const rss = server.rss()
      await fill(server, strings(keys, 16))
      tally.add('used', server.name, ((await subject.used()) - used) / keys)
      tally.add('rss', server.name, (server.rss() - rss) / keys)
      await subject.stop()
    }
  }
  const { used, rss } = tally.all
  const row = { unit: 'bytes', ours: 'resident', base: 'redis-server' }
  return [
    { name: `${about} of 16+16 bytes`, ...row, samples: used!, most: 2 },
    { name: `${about} of 16+16 bytes, RSS`, ...row, samples: rss!, most: 2.5 },
  ]
}

async function shapes(share: number): Promise<Row[]> {
  const subjects = [await redisSubject(), await residentSubject()]
  const rows: Row[] = []
  for (const [name, shape] of Object.entries(SHAPES)) {
    const samples: Record<string, number[]> = {}
    for (const subject of subjects) {
      progress(`${name}: ${subject.server.name}`)
      await empty(subject.server)
      const before = await subject.used()
      const keys = shape.keys * share
      await fill(subject.server, { ...shape, keys })
      samples[subject.server.name] = [((await subject.used()) - before) / keys]
    }
    rows.push({ name, unit: 'bytes', samples, ours: 'resident', base: 'redis-server' })
  }
  endProgress()
  for (const subject of subjects) await subject.stop()
  return rows
}

async function empty(server: ServerProcess): Promise<void> {
  const wire = await Wire.to(server.port)
  await wire.send(request('FLUSHALL'), 1)
  wire.close()
}

async function fill(
  server: ServerProcess,
  { keys, elements, element, lines = 1 }: Shape,
): Promise<void> {
  const wire = await Wire.to(server.port)
  const requestOf = (n: number): string => element(keyOf(Math.floor(n / elements)), n % elements)
  await wire.fill(keys * elements, requestOf, lines)
  wire.close()
}

/** 16 bytes. */
function keyOf(n: number): string {
  return `key:${String(n).padStart(12, '0')}`
}

/** 16 bytes. */
function named(n: number): string {
  return `element:${String(n).padStart(8, '0')}`
}

function strings(keys: number, length: number): Shape {
  const value = 'v'.repeat(length - 1)
  return { keys, elements: 1, element: (key) => request('SET', key, `${key.at(-1)}${value}`) }
}

function ofBothSizes(type: string, element: Shape['element'], lines = 1): Record<string, Shape> {
  return {
    [`${type} of 10`]: { keys: 20_000, elements: 10, element, lines },
    [`${type} of 1,000`]: { keys: 200, elements: 1_000, element, lines },
  }
}
