import { strict as assert } from 'node:assert'
// Caches load it when they need it: here it is loaded before the first test's time begins.
import '@resident/embedded'
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base'
import { test } from 'vitest'
import {
  CacheCluster,
  type CacheOperation,
  type CacheResult,
  IntKeyspace,
  observeCaches,
  StringKeyspace,
  StringListKeyspace,
} from './index.ts'
import { traceCaches } from './opentelemetry.ts'
import { isolated } from './testing.ts'

const cluster = new CacheCluster('observed')
const texts = new StringKeyspace<string>(cluster, { keyPattern: 'text/:id' })
const counts = new IntKeyspace<string>(cluster, { keyPattern: 'count/:id' })
const lists = new StringListKeyspace<string>(cluster, { keyPattern: 'list/:id' })

test(
  'an observer hears of each operation, and how it ended',
  isolated(async () => {
    const heard: (CacheOperation & CacheResult)[] = []
    const stop = observeCaches((operation) => (result) => heard.push({ ...operation, ...result }))
    await texts.get('k')
    await texts.set('k', 'x')
    await texts.get('k')
    await texts.setIfNotExists('k', 'y').catch(() => {})
    await texts.replace('none', 'y').catch(() => {})
    await texts.multiGet('k', 'none')
    await counts.increment('k').then(() => lists.popLeft('k'))
    await lists.pushLeft('k', 'a')
    const client = await cluster.client()
    await client.set('observed/list/wrong', 'x')
    await lists.len('wrong').catch(() => {})
    stop()
    await texts.get('k')
    assert.deepEqual(
      heard.map(({ operation, outcome }) => [operation, outcome]),
      [
        ['get', 'miss'],
        ['set', 'ok'],
        ['get', 'hit'],
        ['set if not exists', 'conflict'],
        ['replace', 'miss'],
        ['multi get', 'hit'],
        ['increment', 'ok'],
        ['pop left', 'miss'],
        ['push left', 'ok'],
        ['len', 'error'],
      ],
    )
    const { milliseconds, ...last } = heard.at(-1) as (typeof heard)[number]
    assert.ok(milliseconds >= 0 && Number.isFinite(milliseconds))
    assert.equal(last.error?.code, 'WRONG_TYPE')
    assert.equal(last.cluster, 'observed')
    assert.equal(last.keyspace, 'list/:id')
    assert.equal(last.key, 'list/wrong')
    assert.equal(last.writes, false)
  }),
)

test(
  'hits and misses are counted by keyspace, and with() counts for the same',
  isolated(async () => {
    const before = counts.statistics
    await counts.set('a', 1)
    await counts.multiGet('a', 'b', 'c')
    await counts.with({}).get('a')
    const after = counts.statistics
    assert.deepEqual([after.hits - before.hits, after.misses - before.misses], [2, 2])
  }),
)

test(
  'traceCaches makes a span of each operation, without keys unless they are wanted',
  isolated(async () => {
    const exporter = new InMemorySpanExporter()
    const provider = new BasicTracerProvider({
      spanProcessors: [new SimpleSpanProcessor(exporter)],
    })
    const tracer = provider.getTracer('test')
    const stop = traceCaches({ tracer })
    await texts.get('k')
    stop()
    const stopWithKeys = traceCaches({ tracer, keys: true })
    await lists.set('k', 0, 'x').catch(() => {})
    stopWithKeys()
    const [get, set] = exporter.getFinishedSpans()
    assert.equal(get?.name, 'cache get')
    assert.deepEqual(get?.attributes, {
      'db.system.name': 'redis',
      'db.operation.name': 'get',
      'cache.cluster': 'observed',
      'cache.keyspace': 'text/:id',
      'cache.keys': 1,
      'cache.writes': false,
      'cache.outcome': 'miss',
      'cache.hit': false,
    })
    assert.equal(set?.attributes['cache.key'], 'list/k')
    assert.equal(set?.attributes['error.type'], 'OUT_OF_RANGE')
    assert.equal(set?.status.code, 2)
    assert.equal(set?.events[0]?.name, 'exception')
  }),
)
