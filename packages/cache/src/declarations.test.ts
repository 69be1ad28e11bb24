import { strict as assert } from 'node:assert'
// Caches load it when they need it: here it is loaded before the first test's time begins.
import '@resident/embedded'
import { test } from 'vitest'
import { CacheCluster, CacheError, IntKeyspace, StringKeyspace } from './index.ts'
import { isolated } from './testing.ts'

test('a cluster is declared once; the refusal says where', () => {
  new CacheCluster('once')
  assert.throws(
    () => new CacheCluster('once'),
    (error) => {
      assert.ok(error instanceof CacheError)
      assert.equal(error.code, 'DECLARATION')
      assert.match(error.message, /'once' is already declared at .*declarations\.test\.ts:9:\d+/)
      return true
    },
  )
})

test('a module that is run again declares the same again', () => {
  const module = (): CacheCluster => {
    const cluster = new CacheCluster('reloaded')
    new StringKeyspace(cluster, { keyPattern: 'a/:id' })
    return cluster
  }
  for (let run = 0; run < 2; run++) module()
  assert.throws(module, { code: 'DECLARATION' })
})

test(
  'a cluster can be named before it is declared and after',
  isolated(async () => {
    const before = new StringKeyspace(CacheCluster.named('referred'), { keyPattern: 'a/:id' })
    const cluster = new CacheCluster('referred', { evictionPolicy: 'volatile-ttl' })
    await before.set(1, 'x')
    const client = await CacheCluster.named('referred').client()
    assert.equal(await client.get('referred/a/1'), 'x')
    assert.deepEqual(await client.config('GET', 'maxmemory-policy'), [
      'maxmemory-policy',
      'volatile-ttl',
    ])
    assert.equal(cluster.name, 'referred')
  }),
)

test('keyspaces of one cluster whose keys could meet are refused, with both patterns', () => {
  const cluster = new CacheCluster('overlapping')
  new StringKeyspace(cluster, { keyPattern: 'user/:id' })
  new IntKeyspace(cluster, { keyPattern: 'user/:id/visits' })
  for (const keyPattern of ['user/:id', 'user/:name', ':kind/:id', 'user/fixed'] as const) {
    assert.throws(
      () => new IntKeyspace(CacheCluster.named('overlapping'), { keyPattern: keyPattern as ':x' }),
      { code: 'DECLARATION' },
    )
  }
  new IntKeyspace(new CacheCluster('not-overlapping'), { keyPattern: 'user/:id' })
})

test('names and policies that are none are refused', () => {
  for (const name of ['', 'a/b', 'a b', '-x', undefined, 5]) {
    assert.throws(() => new CacheCluster(name as string), { code: 'DECLARATION' })
  }
  assert.throws(() => new CacheCluster('p', { evictionPolicy: 'lru' as never }), {
    code: 'DECLARATION',
  })
})

test(
  'two clusters with the same pattern never meet',
  isolated(async () => {
    const one = new StringKeyspace(new CacheCluster('first'), { keyPattern: 'k/:id' })
    const two = new StringKeyspace(new CacheCluster('second'), { keyPattern: 'k/:id' })
    await one.set(1, 'one')
    assert.equal(await two.get(1), undefined)
  }),
)
