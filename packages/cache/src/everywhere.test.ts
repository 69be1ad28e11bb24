import { strict as assert } from 'node:assert'
// Caches load it when they need it: here it is loaded before the first test's time begins.
import '@resident/embedded'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { CLUSTER, PLACES, type Place, type Started } from '../testing/places.ts'
import { hasRedis } from '../testing/redis-process.ts'
import {
  CacheCluster,
  CacheKeyExists,
  CacheMiss,
  closeCaches,
  configureCaches,
  expireIn,
  expireInHours,
  FloatKeyspace,
  HashKeyspace,
  IntKeyspace,
  NumberListKeyspace,
  NumberSetKeyspace,
  neverExpire,
  StringKeyspace,
  StringListKeyspace,
  StringSetKeyspace,
  StringSortedSetKeyspace,
  StructKeyspace,
  StructSetKeyspace,
} from './index.ts'
import { msgpackCodec } from './msgpack.ts'

const cluster = new CacheCluster(CLUSTER)
const defaultExpiry = expireInHours(1)
const texts = new StringKeyspace<string>(cluster, { keyPattern: 'text/:id' })
const grouped = new StringKeyspace<{ group: string; id: number }>(cluster, {
  keyPattern: 'grouped/{:group}/:id',
  defaultExpiry,
})
const counts = new IntKeyspace<string>(cluster, { keyPattern: 'count/:id' })
const bigs = new IntKeyspace<string, true>(cluster, {
  keyPattern: 'big/:id',
  bigint: true,
  defaultExpiry,
})
const floats = new FloatKeyspace<string>(cluster, { keyPattern: 'float/:id', defaultExpiry })
const structs = new StructKeyspace<string, { at: Date }>(cluster, {
  keyPattern: 'struct/:id',
  codec: msgpackCodec,
})
const lists = new StringListKeyspace<string>(cluster, { keyPattern: '{list}/:id' })
const numberLists = new NumberListKeyspace<string>(cluster, {
  keyPattern: 'numbers/:id',
  defaultExpiry,
})
const sets = new StringSetKeyspace<string>(cluster, { keyPattern: '{set}/:id' })
const numberSets = new NumberSetKeyspace<string>(cluster, {
  keyPattern: 'number-set/:id',
  defaultExpiry,
})
const structSets = new StructSetKeyspace<string, { x: number; y: number }>(cluster, {
  keyPattern: 'struct-set/:id',
})
const boards = new StringSortedSetKeyspace<string>(cluster, {
  keyPattern: 'board/:id',
  defaultExpiry,
})
const hashes = new HashKeyspace<string>(cluster, { keyPattern: 'hash/:id' })

/** Milliseconds that a key has left; -1: for ever. */
async function ttlOf(key: string): Promise<number> {
  const client = await cluster.client()
  return client.pttl(`${await cluster.keyPrefix()}${key}`)
}

/** What every method does. `run` makes keys that no other run has. */
function everything(run: string): void {
  test('single values', async () => {
    assert.equal(await texts.get(run), undefined)
    await texts.set(run, 'ä/\\{}')
    assert.equal(await texts.get(run), 'ä/\\{}')
    assert.equal(await texts.getAndSet(run, 'b'), 'ä/\\{}')
    await assert.rejects(texts.setIfNotExists(run, 'c'), CacheKeyExists)
    await texts.replace(run, 'd', { expiry: expireIn(50_000) })
    assert.ok((await ttlOf(`text/${run}`)) > 40_000)
    assert.equal(await texts.append(run, 'ef'), 3)
    assert.equal(await texts.getRange(run, 1, -1), 'ef')
    assert.equal(await texts.setRange(run, 0, 'D', { expiry: neverExpire }), 3)
    assert.equal(await ttlOf(`text/${run}`), -1)
    assert.equal(await texts.len(run), 3)
    assert.equal(await texts.getAndDelete(run), 'Def')
    await assert.rejects(texts.replace(run, 'x'), CacheMiss)
  })

  test('several values at once', async () => {
    await grouped.multiSet([
      [{ group: run, id: 1 }, 'one'],
      [{ group: run, id: 2 }, 'two'],
    ])
    assert.ok((await ttlOf(`grouped/{${run}}/2`)) > 3_500_000)
    const ids = Array.from({ length: 20 }, (_, i) => `${run}-${i}`)
    await Promise.all(ids.map((id) => texts.set(id, id)))
    assert.deepEqual(await texts.multiGet(...ids, 'none'), [...ids, undefined])
    assert.equal(await texts.delete(...ids, 'none'), ids.length)
    const pair = [
      { group: run, id: 1 },
      { group: run, id: 2 },
    ]
    assert.deepEqual(await grouped.multiGet(...pair), ['one', 'two'])
  })

  test('numbers', async () => {
    assert.equal(await counts.increment(run, 5), 5)
    assert.equal(await counts.decrement(run, 2, { expiry: expireIn(50_000) }), 3)
    assert.ok((await ttlOf(`count/${run}`)) > 40_000)
    assert.equal(await counts.get(run), 3)
    await bigs.set(run, 2n ** 60n)
    assert.equal(await bigs.increment(run), 2n ** 60n + 1n)
    assert.equal(await floats.increment(run, 0.1), 0.1)
    assert.equal(await floats.increment(run, 0.2), 0.3)
  })

  test('structs as MessagePack', async () => {
    const at = new Date(1_700_000_000_123)
    await structs.set(run, { at })
    assert.deepEqual(await structs.get(run), { at })
    assert.deepEqual(await structs.multiGet(run, 'none'), [{ at }, undefined])
  })

  test('lists', async () => {
    assert.equal(await lists.pushLeft(run, 'a', 'b', 'c'), 3)
    assert.equal(await lists.pushRight(run, 'd'), 4)
    assert.deepEqual(await lists.items(run), ['c', 'b', 'a', 'd'])
    assert.equal(await lists.insertBefore(run, 'a', 'x'), 5)
    assert.equal(await lists.insertAfter(run, 'nobody', 'x'), -1)
    assert.equal(await lists.insertAfter('none', 'a', 'x'), 0)
    await lists.set(run, -1, 'z', { expiry: expireIn(50_000) })
    assert.ok((await ttlOf(`{list}/${run}`)) > 40_000)
    await assert.rejects(lists.set(run, 99, 'z'), { code: 'OUT_OF_RANGE' })
    await assert.rejects(lists.set('none', 0, 'z'), { code: 'OUT_OF_RANGE' })
    assert.deepEqual(await lists.getRange(run, 1, 2), ['b', 'x'])
    assert.equal(await lists.get(run, 4), 'z')
    assert.equal(await lists.get(run, 5), undefined)
    assert.equal(await lists.move(run, `${run}-2`, 'left', 'right'), 'c')
    assert.equal(await lists.removeAll(run, 'x'), 1)
    assert.equal(await lists.removeFirst(run, 0, 'b'), 0)
    await assert.rejects(lists.removeLast(run, -1, 'b'), { code: 'INVALID_ARGUMENT' })
    assert.equal(await lists.removeLast(run, 1, 'b'), 1)
    await lists.trim(run, 0, 0, { expiry: neverExpire })
    assert.equal(await ttlOf(`{list}/${run}`), -1)
    assert.equal(await lists.popLeft(run), 'a')
    assert.equal(await lists.popRight(run), undefined)
    assert.equal(await numberLists.pushRight(run, 1.5, -2), 2)
    assert.ok((await ttlOf(`numbers/${run}`)) > 3_500_000)
    assert.deepEqual(await numberLists.items(run), [1.5, -2])
  })

  test('sets', async () => {
    const other = `${run}-2`
    assert.equal(await sets.add(run, 'a', 'b', 'c'), 3)
    assert.equal(await sets.add(other, 'b', 'c', 'd'), 3)
    assert.equal(await sets.contains(run, 'a'), true)
    assert.deepEqual((await sets.diff(run, other)).sort(), ['a'])
    assert.deepEqual(await sets.intersectSet(run, other), new Set(['b', 'c']))
    assert.deepEqual((await sets.union(run, other)).sort(), ['a', 'b', 'c', 'd'])
    assert.equal(await sets.unionStore(`${run}-3`, run, other), 4)
    assert.equal(await sets.move(run, other, 'a'), true)
    assert.equal(await sets.move(run, other, 'a'), false)
    assert.equal(await sets.len(other), 4)
    assert.equal((await sets.sample(other, 9)).length, 4)
    assert.equal((await sets.sampleWithReplacement(other, 9)).length, 9)
    assert.deepEqual(await sets.sample('none', 3), [])
    await assert.rejects(sets.sample(other, -1), { code: 'INVALID_ARGUMENT' })
    await assert.rejects(sets.diff(), { code: 'INVALID_ARGUMENT', operation: 'diff' })
    assert.equal((await sets.pop(other, 3)).length, 3)
    assert.notEqual(await sets.popOne(other), undefined)
    assert.equal(await sets.popOne(other), undefined)
    assert.deepEqual(await sets.pop('none', 2), [])
    assert.equal(await numberSets.add(run, 1, 2, 2), 2)
    assert.ok((await ttlOf(`number-set/${run}`)) > 3_500_000)
    assert.deepEqual(await numberSets.itemsSet(run), new Set([1, 2]))
    assert.equal(await structSets.add(run, { x: 1, y: 2 }, { y: 2, x: 1 }), 1)
    assert.deepEqual(await structSets.items(run), [{ x: 1, y: 2 }])
  })

  test('sorted sets', async () => {
    const players = ['ann', 'bob', 'cy'].map((member, i) => ({ member, score: i * 10 }))
    assert.equal(await boards.add(run, players), 3)
    assert.equal(
      await boards.raise(run, [
        { member: 'cy', score: 1 },
        { member: 'ann', score: 1 },
      ]),
      1,
    )
    assert.equal(await boards.increment(run, 'ann', 30.5), 31.5)
    assert.deepEqual(await boards.top(run, 2), [
      { member: 'ann', score: 31.5 },
      { member: 'cy', score: 20 },
    ])
    assert.equal(await boards.rank(run, 'bob'), 2)
    assert.equal(await boards.score(run, 'nobody'), undefined)
    assert.deepEqual(
      (await boards.byScore(run, Number.NEGATIVE_INFINITY, 20)).map(({ member }) => member),
      ['cy', 'bob'],
    )
    assert.equal(await boards.count(run, 20, Number.POSITIVE_INFINITY), 2)
    assert.ok((await ttlOf(`board/${run}`)) > 3_500_000)
    assert.deepEqual(await boards.popTop(run), [{ member: 'ann', score: 31.5 }])
    assert.equal(await boards.keepTop(run, 1), 1)
    assert.equal(await boards.remove(run, 'cy', 'bob'), 1)
  })

  test('hashes', async () => {
    assert.equal(await hashes.set(run, { a: '1', b: 'x' }, { expiry: expireIn(50_000) }), 2)
    assert.ok((await ttlOf(`hash/${run}`)) > 40_000)
    assert.equal(await hashes.increment(run, 'a', 1.5), 2.5)
    assert.deepEqual(
      await hashes.getAll(run),
      new Map([
        ['a', '2.5'],
        ['b', 'x'],
      ]),
    )
    assert.deepEqual(await hashes.getMany(run, 'b', 'c'), ['x', undefined])
    assert.equal(await hashes.setIfNotExists(run, 'a', 'y'), false)
    assert.equal(await hashes.contains(run, 'c'), false)
    assert.deepEqual((await hashes.fields(run)).sort(), ['a', 'b'])
    assert.equal(await hashes.remove(run, 'a', 'b'), 2)
    assert.equal(await hashes.len(run), 0)
  })

  test('a list of ten thousand members, with an expiry', async () => {
    const many = Array.from({ length: 10_000 }, (_, i) => i)
    const run2 = `${run}-many`
    assert.equal(await numberSets.add(run2, ...many, 1), many.length)
    assert.equal(await numberLists.pushLeft(run2, ...many), many.length)
    assert.equal(await numberLists.get(run2, 0), 9999)
    assert.equal(await numberSets.remove(run2, ...many), many.length)
    const scored = many.map((each) => ({ member: String(each), score: 10 }))
    assert.equal(await boards.add(run2, scored), many.length)
    const lower = scored.map(({ member }) => ({ member, score: 5 }))
    assert.equal(await boards.raise(run2, lower), 0)
    assert.equal(await boards.count(run2, 10, 10), many.length)
  })

  test('what is called at once happens in the order of the calls', async () => {
    const expiry = expireIn(50_000)
    const ids = Array.from({ length: 30 }, (_, i) => `${run}-order-${i}`)
    const answers = ids.map((id) =>
      Promise.all([
        counts.increment(id, 1, { expiry }),
        counts.set(id, 10),
        counts.increment(id, 1, { expiry }),
        counts.get(id),
        counts.delete(id),
        counts.increment(id),
      ]),
    )
    for (const each of await Promise.all(answers)) {
      assert.deepEqual(each, [1, undefined, 11, 11, 1, 1])
    }
  })

  test('getOrSet loads once for all who ask', async () => {
    let loads = 0
    const load = async (): Promise<string> => {
      loads++
      await new Promise((resolve) => setTimeout(resolve, 20))
      return 'loaded'
    }
    const asked = Array.from({ length: 50 }, () => texts.getOrSet(`${run}-load`, load))
    assert.deepEqual(new Set(await Promise.all(asked)), new Set(['loaded']))
    assert.equal(await texts.getOrSet(`${run}-load`, load), 'loaded')
    assert.equal(loads, 1)
  })
}

const isRedisThere = hasRedis()

/** All places start at the same time: it is waiting, mostly. */
const starting = new Map<Place, Promise<Started>>()

beforeAll(() => {
  for (const place of PLACES) {
    if (place.real && !isRedisThere) continue
    const start = place.start()
    // Whoever comes to the place hears of its failure.
    start.catch(() => {})
    starting.set(place, start)
  }
})

/** Those that nobody came to, as where only some tests are run. */
afterAll(async () => {
  const started = await Promise.allSettled(starting.values())
  await Promise.all(started.map((each) => (each.status === 'fulfilled' ? each.value.stop() : null)))
}, 180_000)

for (const place of PLACES) {
  describe.skipIf(place.real && !isRedisThere)(place.name, () => {
    let started: Started

    beforeAll(async () => {
      started = await (starting.get(place) as Promise<Started>)
      configureCaches(started.settings)
    }, 180_000)

    afterAll(async () => {
      await closeCaches()
      starting.delete(place)
      await started?.stop()
    })

    describe('at first', () => everything('first'))

    test('a disturbance in the middle loses and repeats nothing that was confirmed', async () => {
      if (started.disturb !== undefined) await disturbed(started.disturb, started.replicas ?? 0)
    }, 300_000)

    describe('afterwards', () => everything('then'))

    test('all is as it should be at the end', async () => {
      assert.equal(await texts.get('nobody'), undefined)
      await started.check?.()
    })
  })
}

/**
 * Adds numbers to lists, one after another, while something goes on. Each number that was confirmed is there exactly
 * once, and no other number but those whose outcome is unknown, which are there at most once. Where the disturbance
 * kills a master, what replicas had not yet got may be lost with it: then only what they have confirmed must be there.
 */
async function disturbed(disturb: () => Promise<void>, replicas: number): Promise<void> {
  const confirmed: number[] = []
  const unknown: number[] = []
  let next = 0
  const write = async (until: () => boolean): Promise<void> => {
    while (!until()) {
      const number = next++
      try {
        await numberLists.pushRight(`during-${number % LISTS}`, number)
        confirmed.push(number)
      } catch (error) {
        assert.equal((error as { code: string }).code, 'OUTCOME_UNKNOWN')
        unknown.push(number)
      }
    }
  }
  await write(() => confirmed.length >= 100)
  const client = await cluster.client()
  if (replicas > 0) assert.equal(await client.wait(replicas, 30_000), replicas)
  const safe = [...confirmed]
  let isOver = false
  const writing = write(() => isOver)
  try {
    await disturb()
  } finally {
    isOver = true
    await writing
  }
  await write(() => confirmed.length >= safe.length + 100)

  const lists = await Promise.all(
    Array.from({ length: LISTS }, (_, i) => numberLists.items(`during-${i}`)),
  )
  const found = new Set(lists.flat())
  assert.equal(found.size, lists.flat().length, 'nothing is there twice')
  const lost = (replicas > 0 ? safe : confirmed).filter((number) => !found.has(number))
  assert.deepEqual(lost, [], 'nothing that was confirmed is lost')
  const known = new Set([...confirmed, ...unknown])
  assert.ok(lists.flat().every((number) => known.has(number)))
}

/** Enough that on Redis Cluster they are on all nodes. */
const LISTS = 40
