import { strict as assert } from 'node:assert'
import { ascii } from '@resident/bytes'
import { describe, test } from 'vitest'
import { usedOften } from './access.ts'
import { Eviction } from './eviction.ts'
import type { EvictionPolicy } from './eviction-policy.ts'
import type { Keyspace } from './keyspace.ts'
import { put, type Recorded, recordedKeyspace, START } from './recorded-keyspace.ts'

function evictionOf(recorded: Recorded, policy: EvictionPolicy, samples = 5): Eviction {
  const { databases, access } = recorded
  access.lfu = policy.endsWith('lfu')
  return new Eviction(databases.all, { policy, samples }, databases.surroundings.random)
}

/** Evicts so many keys; says which are left of those that `put` made, by their numbers. */
function left(db: Keyspace, eviction: Eviction, count: number): number[] {
  for (let i = 0; i < count; i++) assert.ok(eviction.evict())
  const numbers: number[] = []
  db.each((key) => numbers.push(Number(key.slice(1))))
  return numbers
}

describe('eviction', () => {
  test('noeviction evicts nothing', () => {
    const recorded = recordedKeyspace()
    put(recorded.db, 'k0')
    assert.equal(evictionOf(recorded, 'noeviction').evict(), false)
    assert.equal(recorded.db.size, 1)
  })

  test('an evicted key is counted and announced, whoever watches it is told', () => {
    const recorded = recordedKeyspace()
    put(recorded.db, 'k0')
    recorded.told.length = 0
    assert.ok(evictionOf(recorded, 'allkeys-lru').evict())
    assert.deepEqual(recorded.told, ['modified k0', 'evicted k0'])
    assert.equal(recorded.stats.evicted, 1)
    assert.equal(recorded.db.size, 0)
    assert.equal(recorded.db.bytes, 0)
  })

  test('an empty server has nothing to evict', () => {
    const policies: EvictionPolicy[] = ['allkeys-lru', 'allkeys-random', 'volatile-ttl']
    for (const policy of policies) {
      assert.equal(evictionOf(recordedKeyspace(), policy).evict(), false)
    }
  })

  test('a volatile policy takes keys with a deadline only, and there it ends', () => {
    const policies: EvictionPolicy[] = [
      'volatile-lru',
      'volatile-lfu',
      'volatile-random',
      'volatile-ttl',
    ]
    for (const policy of policies) {
      const recorded = recordedKeyspace()
      for (let i = 0; i < 100; i++) put(recorded.db, `k${i}`, i % 2 === 0 ? 1000 + i : undefined)
      const eviction = evictionOf(recorded, policy)
      const rest = left(recorded.db, eviction, 50)
      assert.ok(rest.every((i) => i % 2 === 1))
      assert.equal(rest.length, 50)
      assert.equal(eviction.evict(), false)
    }
  })

  test('volatile-ttl takes the soonest deadlines first', () => {
    const recorded = recordedKeyspace()
    for (let i = 0; i < 1000; i++) put(recorded.db, `k${i}`, 1000 + ((i * 7919) % 1000))
    const rest = left(recorded.db, evictionOf(recorded, 'volatile-ttl', 10), 300)
    const soon = rest.filter((i) => (i * 7919) % 1000 < 150)
    assert.ok(soon.length < 15, `${soon.length} of the 150 soonest are left`)
  })

  test('with as many samples as keys the choice is exact', () => {
    const recorded = recordedKeyspace()
    for (let i = 0; i < 12; i++) {
      recorded.clock.set(START + i * 10_000)
      put(recorded.db, `k${i}`)
    }
    const rest = left(recorded.db, evictionOf(recorded, 'allkeys-lru', 12), 7)
    assert.deepEqual(
      rest.sort((a, b) => a - b),
      [7, 8, 9, 10, 11],
    )
  })

  test('databases share the pool: the longest idle key goes, wherever it is', () => {
    const recorded = recordedKeyspace()
    const other = recorded.databases.at(1) as Keyspace
    put(other, 'k0')
    recorded.clock.set(START + 60_000)
    for (let i = 1; i < 4; i++) put(recorded.db, `k${i}`)
    assert.ok(evictionOf(recorded, 'allkeys-lru').evict())
    assert.equal(other.size, 0)
    assert.equal(recorded.db.size, 3)
  })

  test('by chance, databases take turns', () => {
    const recorded = recordedKeyspace()
    const other = recorded.databases.at(1) as Keyspace
    for (let i = 0; i < 20; i++) put(recorded.db, `k${i}`)
    for (let i = 0; i < 10; i++) put(other, `k${i}`)
    const eviction = evictionOf(recorded, 'allkeys-random')
    for (let i = 0; i < 10; i++) eviction.evict()
    assert.equal(recorded.db.size, 15)
    assert.equal(other.size, 5)
  })

  test('a candidate that has gone, or lost its deadline, is passed over', () => {
    const recorded = recordedKeyspace()
    for (let i = 0; i < 8; i++) put(recorded.db, `k${i}`, 1000 + i)
    const eviction = evictionOf(recorded, 'volatile-ttl')
    assert.deepEqual(left(recorded.db, eviction, 1).length, 7)
    // Those that the pool knows best.
    for (let i = 1; i < 6; i++) {
      if (i % 2 === 0) recorded.db.delete(ascii(`k${i}`))
      else recorded.db.persist(ascii(`k${i}`))
    }
    assert.deepEqual(
      left(recorded.db, eviction, 2).sort((a, b) => a - b),
      [1, 3, 5],
    )
    assert.equal(eviction.evict(), false)
  })
})

/** How many of the `count` evicted were among the `count` that a look at every key would have taken. */
function hits(rest: readonly number[], count: number): number {
  return count - rest.filter((i) => i < count).length
}

describe('eviction by samples', () => {
  const KEYS = 5000
  const GONE = 1500

  function agedKeys(): Recorded {
    const recorded = recordedKeyspace()
    for (let i = 0; i < KEYS; i++) put(recorded.db, `k${i}`)
    // k0 was used first, k1 a second later; the order in the table tells nothing.
    for (let i = 0; i < KEYS; i++) {
      recorded.clock.set(START + i * 1000)
      recorded.db.readAny(ascii(`k${i}`))
    }
    return recorded
  }

  test('five samples find most of what is least recently used, ten nearly all', () => {
    const share = (samples: number): number => {
      const recorded = agedKeys()
      const rest = left(recorded.db, evictionOf(recorded, 'allkeys-lru', samples), GONE)
      return hits(rest, GONE) / GONE
    }
    const [one, five, ten] = [share(1), share(5), share(10)]
    assert.ok(five > 0.8, `five samples: ${five}`)
    assert.ok(ten > 0.9 && ten > five && five > one, `one: ${one}, five: ${five}, ten: ${ten}`)
  })

  test('what is least frequently used goes first', () => {
    const recorded = recordedKeyspace()
    const eviction = evictionOf(recorded, 'allkeys-lfu')
    for (let i = 0; i < KEYS; i++) {
      put(recorded.db, `k${i}`)
      recorded.db.setAccess(ascii(`k${i}`), usedOften(Math.floor((i * 256) / KEYS), START))
    }
    const rest = left(recorded.db, eviction, GONE)
    assert.ok(hits(rest, GONE) / GONE > 0.8)
  })

  test('use decays: what was much used long ago goes before what is used now', () => {
    const recorded = recordedKeyspace()
    const eviction = evictionOf(recorded, 'allkeys-lfu', 20)
    for (let i = 0; i < 20; i++) put(recorded.db, `k${i}`)
    for (let i = 0; i < 10; i++) recorded.db.setAccess(ascii(`k${i}`), usedOften(30, START))
    recorded.clock.set(START + 40 * 60_000)
    for (let i = 10; i < 20; i++)
      recorded.db.setAccess(ascii(`k${i}`), usedOften(6, recorded.db.now()))
    assert.deepEqual(
      left(recorded.db, eviction, 10).sort((a, b) => a - b),
      [10, 11, 12, 13, 14, 15, 16, 17, 18, 19],
    )
  })
})
