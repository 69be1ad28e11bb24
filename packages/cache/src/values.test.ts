import { strict as assert } from 'node:assert'
// Caches load it when they need it: here it is loaded before the first test's time begins.
import '@resident/embedded'
import { describe, test } from 'vitest'
import {
  CacheCluster,
  CacheKeyExists,
  CacheMiss,
  expireIn,
  FloatKeyspace,
  IntKeyspace,
  keepTTL,
  neverExpire,
  StringKeyspace,
  StructKeyspace,
} from './index.ts'
import { isolated } from './testing.ts'

const cluster = new CacheCluster('values')
const names = new StringKeyspace<{ user: string; region: number }>(cluster, {
  keyPattern: 'name/:user/:region',
})
const texts = new StringKeyspace<string>(cluster, {
  keyPattern: 'text/:id',
  defaultExpiry: expireIn(10_000),
})
const plain = new StringKeyspace(cluster, { keyPattern: 'plain/:id' })
const counts = new IntKeyspace<string>(cluster, { keyPattern: 'count/:id' })
const bigs = new IntKeyspace<string, true>(cluster, { keyPattern: 'big/:id', bigint: true })
const floats = new FloatKeyspace<string>(cluster, { keyPattern: 'float/:id' })
const structs = new StructKeyspace<string, { x: number; at?: string }>(cluster, {
  keyPattern: 'struct/:id',
})

async function ttlOf(key: string): Promise<number> {
  const client = await cluster.client()
  return client.pttl(`${await cluster.keyPrefix()}${key}`)
}

describe('values', () => {
  test(
    'get gives what was set, and undefined where nothing was',
    isolated(async () => {
      assert.equal(await names.get({ user: 'ann', region: 1 }), undefined)
      await names.set({ user: 'ann', region: 1 }, 'Ann')
      assert.equal(await names.get({ user: 'ann', region: 1 }), 'Ann')
      assert.equal(await names.get({ user: 'ann', region: 2 }), undefined)
      assert.deepEqual(names.statistics.hits > 0, true)
    }),
  )

  test(
    'multiGet keeps the order, and gives undefined for missing keys and keys of another type',
    isolated(async () => {
      await plain.multiSet([
        ['a', '1'],
        ['b', '2'],
      ])
      const client = await cluster.client()
      await client.rpush('values/plain/l', 'x')
      assert.deepEqual(await plain.multiGet('b', 'none', 'l', 'a'), [
        '2',
        undefined,
        undefined,
        '1',
      ])
      assert.deepEqual(await plain.multiGet(), [])
    }),
  )

  test(
    'setIfNotExists throws CacheKeyExists where there is something, and leaves it',
    isolated(async () => {
      await plain.setIfNotExists('k', 'first')
      await assert.rejects(plain.setIfNotExists('k', 'second'), (error) => {
        assert.ok(error instanceof CacheKeyExists)
        assert.equal(error.code, 'KEY_EXISTS')
        assert.equal(error.operation, 'set if not exists')
        assert.equal(error.key, 'plain/k')
        return true
      })
      assert.equal(await plain.get('k'), 'first')
    }),
  )

  test(
    'replace throws CacheMiss where there is nothing, and stores nothing',
    isolated(async () => {
      await assert.rejects(plain.replace('k', 'x'), CacheMiss)
      assert.equal(await plain.get('k'), undefined)
      await plain.set('k', 'x')
      await plain.replace('k', 'y')
      assert.equal(await plain.get('k'), 'y')
    }),
  )

  test(
    'getAndSet and getAndDelete give the value before',
    isolated(async () => {
      assert.equal(await plain.getAndSet('k', 'a'), undefined)
      assert.equal(await plain.getAndSet('k', 'b'), 'a')
      assert.equal(await plain.getAndDelete('k'), 'b')
      assert.equal(await plain.getAndDelete('k'), undefined)
    }),
  )

  test(
    'delete counts what there was, and does nothing without keys',
    isolated(async () => {
      await plain.set('a', '1')
      assert.equal(await plain.delete('a', 'b'), 1)
      assert.equal(await plain.delete(), 0)
    }),
  )

  test(
    'append, getRange, setRange and len count bytes',
    isolated(async () => {
      assert.equal(await plain.append('k', 'héllo'), 6)
      assert.equal(await plain.getRange('k', 3, 5), 'llo')
      assert.equal(await plain.getRange('k', -2, -1), 'lo')
      assert.equal(await plain.setRange('k', 3, 'y'), 6)
      assert.equal(await plain.get('k'), 'héylo')
      assert.equal(await plain.len('k'), 6)
      assert.equal(await plain.len('none'), 0)
    }),
  )

  test(
    'whole numbers are rounded down when written, as are steps; decrement rounds before it negates',
    isolated(async () => {
      await counts.set('k', -1.5)
      assert.equal(await counts.get('k'), -2)
      assert.equal(await counts.increment('k', 2.9), 0)
      assert.equal(await counts.decrement('k', 2.9), -2)
      assert.equal(await counts.increment('k'), -1)
      assert.equal(await counts.decrement('other'), -1)
    }),
  )

  test(
    'a text that is no whole number is an error of its own, not NaN',
    isolated(async () => {
      const client = await cluster.client()
      await client.set('values/count/k', '12 apples')
      await assert.rejects(counts.get('k'), { code: 'INVALID_VALUE', key: 'count/k' })
      await assert.rejects(counts.set('k', Number.NaN), { code: 'INVALID_VALUE' })
      await client.set('values/count/k', '9007199254740993')
      await assert.rejects(counts.get('k'), { code: 'OUT_OF_RANGE' })
    }),
  )

  test(
    'bigint keyspaces are exact beyond 2^53, with an expiry too',
    isolated(async (caches) => {
      caches.freeze()
      await bigs.set('k', 9_007_199_254_740_993n)
      assert.equal(await bigs.increment('k'), 9_007_199_254_740_994n)
      assert.equal(
        await bigs.increment('k', 10n, { expiry: expireIn(1000) }),
        9_007_199_254_741_004n,
      )
      assert.equal(await bigs.decrement('k', 4n), 9_007_199_254_741_000n)
      await assert.rejects(bigs.set('k', 2n ** 64n), { code: 'INVALID_VALUE' })
      await assert.rejects(bigs.increment('k', 2n ** 63n - 1n), { code: 'OUT_OF_RANGE' })
    }),
  )

  test(
    'floats add and subtract',
    isolated(async (caches) => {
      caches.freeze()
      await floats.set('k', 0.1)
      assert.equal(await floats.increment('k', 0.2), 0.3)
      assert.equal(await floats.decrement('k', 0.05, { expiry: expireIn(500) }), 0.25)
      assert.equal(await floats.increment('k'), 1.25)
      await assert.rejects(floats.set('k', Number.POSITIVE_INFINITY), { code: 'INVALID_VALUE' })
      await floats.set('k', 1.7e308)
      await assert.rejects(floats.increment('k', 1.7e308), { code: 'OUT_OF_RANGE' })
      const client = await cluster.client()
      await client.set('values/float/k', 'abc')
      await assert.rejects(floats.increment('k'), { code: 'INVALID_VALUE' })
    }),
  )

  test(
    'structs are JSON',
    isolated(async () => {
      await structs.set('k', { x: 1 })
      assert.deepEqual(await structs.get('k'), { x: 1 })
      const client = await cluster.client()
      assert.equal(await client.get('values/struct/k'), '{"x":1}')
      await client.set('values/struct/k', '{')
      await assert.rejects(structs.get('k'), { code: 'INVALID_VALUE', operation: 'get' })
    }),
  )

  test(
    'a key of another type is refused with WRONG_TYPE and the server error as the cause',
    isolated(async () => {
      const client = await cluster.client()
      await client.rpush('values/text/k', 'x')
      for (const refused of [texts.get('k'), texts.append('k', 'x')]) {
        await assert.rejects(refused, (error: { code: string; cause: Error; message: string }) => {
          assert.equal(error.code, 'WRONG_TYPE')
          assert.match(error.message, /Operation against a key holding the wrong kind of value$/)
          assert.match(error.cause.message, /^WRONGTYPE/)
          return true
        })
      }
    }),
  )
})

describe('expiry', () => {
  test(
    'a call goes before with(), with() before the default, the default before none',
    isolated(async (caches) => {
      caches.freeze()
      await texts.set('k', 'x')
      assert.equal(await ttlOf('text/k'), 10_000)
      const longer = texts.with({ expiry: expireIn(60_000) })
      await longer.set('k', 'x')
      assert.equal(await ttlOf('text/k'), 60_000)
      await longer.set('k', 'x', { expiry: expireIn(120_000) })
      assert.equal(await ttlOf('text/k'), 120_000)
      await plain.set('k', 'x')
      assert.equal(await ttlOf('plain/k'), -1)
    }),
  )

  test(
    'set without any expiry takes a deadline away; other writes leave it',
    isolated(async (caches) => {
      caches.freeze()
      await plain.set('k', 'x', { expiry: expireIn(5000) })
      await plain.append('k', 'y')
      assert.equal(await ttlOf('plain/k'), 5000)
      await plain.set('k', 'x')
      assert.equal(await ttlOf('plain/k'), -1)
    }),
  )

  test(
    'neverExpire takes the deadline away, keepTTL leaves it, for set and for other writes',
    isolated(async (caches) => {
      caches.freeze()
      await texts.set('k', 'x', { expiry: expireIn(5000) })
      await texts.set('k', 'y', { expiry: keepTTL })
      assert.equal(await ttlOf('text/k'), 5000)
      await texts.append('k', 'z', { expiry: keepTTL })
      assert.equal(await ttlOf('text/k'), 5000)
      await texts.append('k', 'z', { expiry: neverExpire })
      assert.equal(await ttlOf('text/k'), -1)
      await texts.set('k', 'x')
      await texts.set('k', 'y', { expiry: neverExpire })
      assert.equal(await ttlOf('text/k'), -1)
    }),
  )

  test(
    'each write of any kind sets the expiry again; reads do not',
    isolated(async (caches) => {
      caches.freeze()
      await texts.set('k', 'x')
      caches.advance('6s')
      await texts.append('k', 'y')
      caches.advance('6s')
      assert.equal(await texts.get('k'), 'xy')
      caches.advance('4s')
      assert.equal(await texts.get('k'), undefined)
      await counts.increment('n', 1, { expiry: expireIn(1000) })
      caches.advance(1000)
      assert.equal(await counts.get('n'), undefined)
    }),
  )

  test(
    'multiSet, setIfNotExists, replace, getAndSet and setRange set it too',
    isolated(async (caches) => {
      caches.freeze()
      await texts.multiSet([
        ['a', '1'],
        ['b', '2'],
      ])
      await texts.setIfNotExists('c', '3')
      await plain.set('d', '4')
      for (const key of ['a', 'b', 'c']) assert.equal(await ttlOf(`text/${key}`), 10_000)
      await plain.replace('d', '5', { expiry: expireIn(700) })
      assert.equal(await ttlOf('plain/d'), 700)
      await plain.getAndSet('d', '6', { expiry: expireIn(600) })
      assert.equal(await ttlOf('plain/d'), 600)
      await plain.setRange('d', 0, '6', { expiry: expireIn(500) })
      assert.equal(await ttlOf('plain/d'), 500)
    }),
  )
})
