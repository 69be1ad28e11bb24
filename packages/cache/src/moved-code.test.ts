import { strict as assert } from 'node:assert'
// Caches load it when they need it: here it is loaded before the first test's time begins.
import '@resident/embedded'
import { describe, test } from 'vitest'
// What was `from 'encore.dev/storage/cache'`, every name of it.
import {
  CacheCluster,
  type CacheClusterConfig,
  CacheError,
  CacheKeyExists,
  CacheMiss,
  type EvictionPolicy,
  type Expiry,
  expireDailyAt,
  expireIn,
  expireInHours,
  expireInMinutes,
  expireInSeconds,
  FloatKeyspace,
  IntKeyspace,
  type KeyspaceConfig,
  keepTTL,
  type ListPosition,
  NumberListKeyspace,
  NumberSetKeyspace,
  neverExpire,
  StringKeyspace,
  StringListKeyspace,
  StringSetKeyspace,
  StructKeyspace,
  type WriteOptions,
} from './index.ts'
import { isolated } from './testing.ts'

// Code written for `encore.dev/storage/cache` in its own way, with nothing changed but the import: each class, each
// method, each option, and what is documented of them. Types count as much as what happens.

const policy: EvictionPolicy = 'volatile-lru'
const clusterConfig: CacheClusterConfig = { evictionPolicy: policy }
const cluster = new CacheCluster('moved-code', clusterConfig)

interface UserKey {
  userId: string
  region: number
}

interface Profile {
  name: string
  tags: string[]
  seen?: Date | string
}

const TenMinutes: Expiry = expireInMinutes(10)

const tokenConfig: KeyspaceConfig<string> = { keyPattern: 'token/:key', defaultExpiry: TenMinutes }
const tokens = new StringKeyspace<string>(cluster, tokenConfig)
const greetings = new StringKeyspace<UserKey>(cluster, {
  keyPattern: 'greeting/:userId/in/:region',
})
const visits = new IntKeyspace<{ userId: string }>(CacheCluster.named('moved-code'), {
  keyPattern: 'visits/:userId',
  defaultExpiry: expireIn(10 * 1000),
})
const prices = new FloatKeyspace<bigint>(cluster, { keyPattern: 'price/:key' })
const profiles = new StructKeyspace<number, Profile>(cluster, {
  keyPattern: 'profile/:key',
  defaultExpiry: expireInHours(24),
})
const recent = new StringListKeyspace<string>(cluster, { keyPattern: 'recent/:key' })
const samples = new NumberListKeyspace<boolean>(cluster, { keyPattern: 'samples/:key' })
const tags = new StringSetKeyspace<string>(cluster, { keyPattern: 'tags/:key' })
const primes = new NumberSetKeyspace<string>(cluster, {
  keyPattern: 'primes/:key',
  defaultExpiry: expireDailyAt(0, 0, 0),
})

const short: WriteOptions = { expiry: expireInSeconds(5) }

/** Milliseconds that a key has left; -1: for ever; -2: there is none. */
async function ttlOf(key: string): Promise<number> {
  const client = await cluster.client()
  return client.pttl(`${await cluster.keyPrefix()}${key}`)
}

describe('code moved by its import', () => {
  test(
    'strings',
    isolated(async (caches) => {
      caches.freeze()
      const ann: UserKey = { userId: 'ann', region: 1 }
      const missing: string | undefined = await greetings.get(ann)
      assert.equal(missing, undefined)
      await greetings.set(ann, 'Hi', short)
      assert.equal(await ttlOf('greeting/ann/in/1'), 5000)
      await greetings.set(ann, 'Hi')
      assert.equal(await ttlOf('greeting/ann/in/1'), -1)
      await assert.rejects(greetings.setIfNotExists(ann, 'Ho', short), CacheKeyExists)
      await greetings.replace(ann, 'Hello', short)
      await assert.rejects(greetings.replace({ userId: 'bob', region: 1 }, 'x'), (error) => {
        assert.ok(error instanceof CacheMiss && error instanceof CacheError)
        assert.equal(error.key, 'greeting/bob/in/1')
        return true
      })
      const before: string | undefined = await greetings.getAndSet(ann, 'Hey', { expiry: keepTTL })
      assert.equal(before, 'Hello')
      assert.equal(await ttlOf('greeting/ann/in/1'), 5000)
      assert.equal(await greetings.getAndDelete(ann), 'Hey')
      assert.equal(await greetings.getAndDelete(ann), undefined)

      await tokens.multiSet(
        [
          ['a', '1'],
          ['b', '2'],
        ],
        short,
      )
      await tokens.multiSet([])
      assert.deepEqual(await tokens.multiGet('b', 'none', 'a'), ['2', undefined, '1'])
      assert.equal(await ttlOf('token/b'), 5000)
      assert.equal(await tokens.append('a', '23', { expiry: neverExpire }), 3)
      assert.equal(await ttlOf('token/a'), -1)
      assert.equal(await tokens.getRange('a', 1, 2), '23')
      assert.equal(await tokens.setRange('a', 1, '0', short), 3)
      assert.equal(await tokens.len('a'), 3)
      assert.equal(await tokens.get('a'), '103')
      assert.equal(await tokens.with({ expiry: neverExpire }).append('a', ''), 3)
      assert.equal(await ttlOf('token/a'), -1)
      assert.equal(await tokens.delete('a', 'b', 'c'), 2)
    }),
  )

  test(
    'numbers',
    isolated(async (caches) => {
      caches.freeze()
      const ann = { userId: 'a/n\\n' }
      assert.equal(await visits.increment(ann), 1)
      assert.equal(await ttlOf('visits/a\\/n\\\\n'), 10_000)
      assert.equal(await visits.increment(ann, 10.9, short), 11)
      assert.equal(await visits.decrement(ann, 1.9), 10)
      await visits.set(ann, 7.7)
      assert.equal(await visits.get(ann), 7)
      assert.equal(await visits.decrement(ann), 6)
      assert.equal(await prices.increment(1n, 0.5), 0.5)
      assert.equal(await prices.decrement(1n, 0.25, short), 0.25)
      await prices.multiSet([[2n, 1e21]])
      assert.deepEqual(await prices.multiGet(1n, 2n, 3n), [0.25, 1e21, undefined])
    }),
  )

  test(
    'structs, as JSON writes them',
    isolated(async () => {
      const profile: Profile = { name: 'Ann', tags: ['x'], seen: new Date(0) }
      await profiles.set(7, profile)
      const found: Profile | undefined = await profiles.get(7)
      assert.deepEqual(found, { name: 'Ann', tags: ['x'], seen: '1970-01-01T00:00:00.000Z' })
      await profiles.set(8, { name: 'Bob', tags: [], seen: undefined } as never)
      assert.deepEqual(await profiles.get(8), { name: 'Bob', tags: [] })
      await assert.rejects(profiles.set(9, { name: 5n, tags: [] } as never), {
        name: 'CacheError',
        code: 'INVALID_VALUE',
        operation: 'set',
        key: 'profile/9',
      })
      await profiles.setIfNotExists(9, profile)
      assert.equal((await profiles.getAndDelete(9))?.name, 'Ann')
    }),
  )

  test(
    'lists',
    isolated(async (caches) => {
      caches.freeze()
      const [left, right]: [ListPosition, ListPosition] = ['left', 'right']
      assert.equal(await recent.pushLeft('k', 'a', 'b', 'c'), 3)
      assert.deepEqual(await recent.items('k'), ['c', 'b', 'a'])
      assert.equal(await recent.with(short).pushRight('k', 'd'), 4)
      assert.equal(await ttlOf('recent/k'), 5000)
      assert.equal(await recent.popLeft('k', { expiry: neverExpire }), 'c')
      assert.equal(await ttlOf('recent/k'), -1)
      assert.equal(await recent.popRight('k', short), 'd')
      assert.equal(await ttlOf('recent/k'), 5000)
      assert.equal(await recent.insertBefore('k', 'b', 'x', short), 3)
      assert.equal(await recent.insertAfter('k', 'b', 'y', short), 4)
      assert.equal(await recent.insertBefore('k', 'nobody', 'z'), -1)
      assert.equal(await recent.insertAfter('none', 'nobody', 'z'), 0)
      await recent.set('k', 0, 'b', { expiry: neverExpire })
      assert.equal(await ttlOf('recent/k'), -1)
      await recent.trim('k', 0, 2, short)
      assert.equal(await ttlOf('recent/k'), 5000)
      assert.equal(await recent.get('k', -1), 'y')
      assert.equal(await recent.get('k', 2 ** 40), undefined)
      assert.deepEqual(await recent.getRange('k', 0, 2 ** 40), ['b', 'b', 'y'])
      assert.equal(await recent.removeFirst('k', 1, 'b', { expiry: keepTTL }), 1)
      assert.equal(await recent.removeLast('k', 2, 'b'), 1)
      assert.equal(await recent.removeFirst('k', 0, 'y'), 0)
      assert.equal(await recent.removeAll('k', 'y'), 1)
      assert.equal(await recent.len('k'), 0)
      await assert.rejects(recent.removeFirst('k', -1, 'y'), CacheError)
      await assert.rejects(recent.set('k', 0, 'x'), { code: 'OUT_OF_RANGE', operation: 'set' })
      assert.equal(await samples.pushRight(true, 1.5, 2), 2)
      await samples.pushRight(false, 3)
      assert.equal(await samples.move(true, false, left, right, short), 1.5)
      assert.deepEqual(await samples.items(false), [3, 1.5])
      assert.deepEqual([await ttlOf('samples/true'), await ttlOf('samples/false')], [5000, 5000])
      assert.equal(await samples.move(true, true, 'right', 'left'), 2)
    }),
  )

  test(
    'sets',
    isolated(async (caches) => {
      caches.freeze()
      assert.equal(await tags.add('a', 'x', 'y', 'z'), 3)
      assert.equal(await tags.with(short).add('b', 'y', 'z', 'w'), 3)
      assert.equal(await ttlOf('tags/b'), 5000)
      assert.equal(await tags.remove('a', 'z', 'none'), 1)
      assert.equal(await tags.contains('a', 'x'), true)
      assert.equal(await tags.len('a'), 2)
      assert.deepEqual((await tags.items('a')).sort(), ['x', 'y'])
      const all: Set<string> = await tags.itemsSet('a')
      assert.deepEqual(all, new Set(['x', 'y']))
      assert.deepEqual(await tags.diff('a', 'b'), ['x'])
      assert.deepEqual(await tags.intersect('a', 'b'), ['y'])
      assert.deepEqual((await tags.union('a', 'b')).sort(), ['w', 'x', 'y', 'z'])
      assert.deepEqual(await tags.diffSet('a', 'b'), new Set(['x']))
      assert.deepEqual(await tags.intersectSet('a', 'b'), new Set(['y']))
      assert.deepEqual(await tags.unionSet('a'), new Set(['x', 'y']))
      assert.equal(await tags.diffStore('c', 'a', 'b'), 1)
      assert.equal(await tags.intersectStore('c', 'a', 'b'), 1)
      assert.equal(await tags.with(short).unionStore('c', 'a', 'b'), 4)
      assert.equal(await ttlOf('tags/c'), 5000)
      const empty = [
        () => tags.diff(),
        () => tags.intersectSet(),
        () => tags.union(),
        () => tags.diffStore('c'),
        () => tags.intersectStore('c'),
        () => tags.unionStore('c'),
      ]
      for (const call of empty) {
        await assert.rejects(call, { code: 'INVALID_ARGUMENT', message: /at least one key/ })
      }
      assert.equal(await tags.move('a', 'b', 'x', { expiry: expireIn(700) }), true)
      assert.deepEqual([await ttlOf('tags/a'), await ttlOf('tags/b')], [700, 700])
      assert.equal(await tags.move('a', 'b', 'nobody'), false)
      assert.equal(await tags.popOne('a', short), 'y')
      assert.equal(await tags.popOne('a'), undefined)
      assert.equal((await tags.pop('c', 3, short)).length, 3)
      assert.deepEqual(await tags.pop('a', 3), [])
      assert.equal((await tags.sampleOne('c'))?.length, 1)
      assert.equal(await tags.sampleOne('a'), undefined)
      assert.equal((await tags.sample('b', 9)).length, 4)
      assert.equal((await tags.sampleWithReplacement('b', 9)).length, 9)
      await assert.rejects(tags.sample('b', -1), CacheError)
      assert.equal(await primes.add('k', 2, 3, 5, 5), 3)
      const left = await ttlOf('primes/k')
      assert.ok(left > 0 && left <= 86_400_000)
      assert.equal(await primes.contains('k', 5), true)
      const numbers: Set<number> = await primes.itemsSet('k')
      assert.deepEqual(numbers, new Set([2, 3, 5]))
    }),
  )
})
