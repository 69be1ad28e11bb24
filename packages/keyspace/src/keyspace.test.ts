import { strict as assert } from 'node:assert'
import { ascii, type Bytes } from '@resident/bytes'
import type { ListValue } from '@resident/storage'
import { describe, test } from 'vitest'
import { frequency, idleSeconds } from './access.ts'
import { WRONG_TYPE } from './keyspace.ts'
import { dice, put, recordedKeyspace, START } from './recorded-keyspace.ts'

const k = ascii('k')

/** The one thing that the keyspace asks of a collection. */
function listOf(length: number): ListValue {
  return { type: 'list', length } as ListValue
}

function allKeys(db: ReturnType<typeof recordedKeyspace>['db']): string[] {
  const keys: string[] = []
  db.each((key) => keys.push(key))
  return keys.sort()
}

describe('the three ways to a key', () => {
  test('read counts a hit, and tells of a miss', () => {
    const { db, stats, told } = recordedKeyspace()
    put(db, 'k')
    told.length = 0
    assert.equal(db.read(k, 'string'), 'x')
    assert.equal(db.read(ascii('none'), 'string'), undefined)
    assert.deepEqual([stats.hits, stats.misses], [1, 1])
    assert.deepEqual(told, ['keymiss none'])
  })

  test('inspect counts the same, but leaves the record of use alone', () => {
    const { clock, db, stats, told } = recordedKeyspace()
    put(db, 'k')
    told.length = 0
    clock.advance(5000)
    assert.equal(db.inspect(k), 'x')
    assert.equal(db.inspect(ascii('none')), undefined)
    assert.deepEqual([stats.hits, stats.misses], [1, 1])
    assert.deepEqual(told, ['keymiss none'])
    assert.equal(idleSeconds(db.access(k)!, db.now()), 5)
  })

  test('peek leaves no trace', () => {
    const { clock, db, stats, told } = recordedKeyspace()
    put(db, 'k')
    told.length = 0
    clock.advance(5000)
    assert.equal(db.peek(k), 'x')
    assert.equal(db.peek(ascii('none')), undefined)
    assert.deepEqual([stats.hits, stats.misses], [0, 0])
    assert.deepEqual(told, [])
    assert.equal(idleSeconds(db.access(k)!, db.now()), 5)
  })

  test('write marks the key as used, and counts nothing', () => {
    const { clock, db, stats, told } = recordedKeyspace()
    put(db, 'k')
    told.length = 0
    clock.advance(5000)
    assert.equal(db.write(k, 'string'), 'x')
    assert.equal(db.write(ascii('none'), 'string'), undefined)
    assert.deepEqual([stats.hits, stats.misses], [0, 0])
    assert.deepEqual(told, [])
    assert.equal(idleSeconds(db.access(k)!, db.now()), 0)
  })

  test('another type than the one asked for is refused', () => {
    const { db } = recordedKeyspace()
    db.store(ascii('l'), listOf(1))
    for (const plain of [ascii('x'), 7, 7n]) {
      db.store(k, plain)
      assert.equal(db.read(k, 'string'), plain)
      assert.throws(
        () => db.read(k, 'list'),
        (thrown) => thrown === WRONG_TYPE,
      )
    }
    assert.throws(
      () => db.write(ascii('l'), 'string'),
      (thrown) => thrown === WRONG_TYPE,
    )
    assert.equal(db.write(ascii('l'), 'list')?.length, 1)
  })

  test('under an LFU policy each use counts', () => {
    const { access, clock, db } = recordedKeyspace()
    access.lfu = true
    access.lfuLogFactor = 0
    put(db, 'k')
    for (let i = 0; i < 10; i++) db.readAny(k)
    assert.equal(frequency(access, db.access(k)!, db.now()), 15)
    clock.advance(180_000)
    assert.equal(frequency(access, db.access(k)!, db.now()), 12)
    put(db, 'k')
    assert.equal(frequency(access, db.access(k)!, db.now()), 13)
  })
})

describe('store and delete', () => {
  test('a new key is announced, one that is there is not', () => {
    const { db, told } = recordedKeyspace()
    put(db, 'k')
    assert.deepEqual(told, ['new k'])
    put(db, 'k')
    assert.deepEqual(told, ['new k'])
  })

  test('a value that is replaced loses its deadline, unless it is to be kept', () => {
    const { db } = recordedKeyspace()
    put(db, 'k', 100)
    db.store(k, ascii('y'), 'KEEPTTL')
    assert.equal(db.expireAt(k), START + 100)
    db.store(k, ascii('z'))
    assert.equal(db.expireAt(k), undefined)
    assert.equal(db.volatileSize, 0)
  })

  test('persist takes the deadline away, and says whether there was one', () => {
    const { db } = recordedKeyspace()
    put(db, 'k', 100)
    assert.ok(db.persist(k))
    assert.ok(!db.persist(k))
  })

  test('delete takes the deadline along, and announces nothing', () => {
    const { db, told } = recordedKeyspace()
    put(db, 'k', 100)
    told.length = 0
    assert.ok(db.delete(k))
    assert.ok(!db.delete(k))
    assert.deepEqual(told, [])
    put(db, 'k')
    assert.equal(db.expireAt(k), undefined)
  })

  test('put stores, weighs, tells, counts a change and announces', () => {
    const { db, stats, told } = recordedKeyspace()
    put(db, 'k', 100)
    const before = db.bytes
    told.length = 0
    db.put(k, ascii('y'.repeat(100)), 'set', 'KEEPTTL')
    assert.ok(db.bytes > before + 90)
    assert.equal(db.expireAt(k), START + 100)
    db.put(k, 7, 'incrby')
    assert.equal(db.expireAt(k), undefined)
    assert.equal(stats.dirty, 2)
    assert.deepEqual(told, ['modified k', 'set k', 'modified k', 'incrby k'])
  })

  test('a key is found again by a write though deletions have moved it, and not when it is past its time', () => {
    const { clock, db } = recordedKeyspace()
    for (const key of ['a', 'b', 'c']) put(db, key)
    assert.equal(db.writeAny(ascii('a')), 'x')
    db.delete(ascii('a'))
    assert.equal(db.writeAny(ascii('a')), undefined)
    assert.equal(db.writeAny(ascii('c')), 'x')
    put(db, 'a', 100)
    clock.advance(100)
    assert.equal(db.writeAny(ascii('a')), undefined)
    assert.equal(db.size, 2)
  })

  test('modified tells, counts a change, and announces', () => {
    const { db, stats, told } = recordedKeyspace()
    put(db, 'k')
    told.length = 0
    db.modified(k, 'set')
    assert.deepEqual(told, ['modified k', 'set k'])
    assert.equal(stats.dirty, 1)
  })

  test('a change may count for several, or for none', () => {
    const { db, stats } = recordedKeyspace()
    put(db, 'k')
    const before = stats.dirty
    db.modified(k, 'rpush', 3)
    db.modified(k, 'rpush', 0)
    db.shrunk(k, 'lpop', listOf(2), 2)
    assert.equal(stats.dirty - before, 5)
  })

  test('discard takes a key past its time like any other, and announces nothing', () => {
    const { db, told } = recordedKeyspace()
    put(db, 'k')
    db.setExpireAt(k, START - 1)
    told.length = 0
    assert.equal(db.discard(k), true)
    assert.equal(db.discard(k), false)
    assert.deepEqual(told, [])
    assert.equal(db.size, 0)
  })

  test('an emptied collection takes its key with it', () => {
    const { db, told } = recordedKeyspace()
    db.store(k, listOf(2))
    told.length = 0
    db.shrunk(k, 'lpop', listOf(1))
    assert.deepEqual(told, ['modified k', 'lpop k'])
    assert.ok(db.holds(k))
    db.shrunk(k, 'lpop', listOf(0))
    assert.deepEqual(told.slice(2), ['modified k', 'lpop k', 'del k'])
    assert.ok(!db.holds(k))
  })
})

describe('all keys', () => {
  test('each shows what is not past its time, and collects nothing', () => {
    const { db } = recordedKeyspace()
    put(db, 'a')
    put(db, 'gone', 0)
    put(db, 'b', 10)
    assert.deepEqual(allKeys(db), ['a', 'b'])
    assert.equal(db.size, 3)
  })

  test('scan visits whatever is there from the first step to the last, and collects what is past its time', () => {
    for (let seed = 0; seed < 200; seed++) {
      const roll = dice(seed)
      const { db } = recordedKeyspace()
      const size = roll(300)
      for (let i = 0; i < size; i++) put(db, `k${i}`, roll(4) === 0 ? 0 : undefined)
      const throughout = new Set(allKeys(db))
      const seen = new Set<string>()
      let cursor = 0
      do {
        cursor = db.scan(cursor, 1 + roll(20), (key) => seen.add(key))
        for (let i = roll(10); i > 0; i--) {
          const key = ascii(`k${roll(400)}`)
          const action = roll(4)
          if (action === 0 && db.delete(key)) throughout.delete(key)
          else if (action === 1) put(db, key, 0)
          else if (action === 2) put(db, key)
          else put(db, `fresh${roll(1000)}`)
          if (action === 1) throughout.delete(key)
        }
      } while (cursor !== 0)
      for (const key of throughout) assert.ok(seen.has(key), `seed ${seed} missed ${key}`)
    }
  })

  test('scan never shows a key that is past its time', () => {
    const { db, stats } = recordedKeyspace()
    for (let i = 0; i < 100; i++) put(db, `k${i}`, i % 2 === 0 ? 0 : 50)
    const seen: Bytes[] = []
    let cursor = 0
    do cursor = db.scan(cursor, 7, (key) => seen.push(key))
    while (cursor !== 0)
    assert.equal(seen.length, 50)
    assert.equal(stats.expired, 50)
  })

  test('randomKey chooses each with equal chance, and none that is past its time', () => {
    const { db } = recordedKeyspace()
    assert.equal(db.randomKey(), undefined)
    for (const key of ['a', 'b', 'c', 'd']) put(db, key)
    const counts = new Map<string, number>()
    for (let i = 0; i < 4000; i++) {
      const key = db.randomKey()!
      counts.set(key, (counts.get(key) ?? 0) + 1)
    }
    for (const count of counts.values()) assert.ok(Math.abs(count - 1000) < 150)
    assert.equal(counts.size, 4)
    for (const key of ['a', 'b', 'c', 'd']) put(db, key, 0)
    assert.equal(db.randomKey(), undefined)
    assert.equal(db.size, 0)
  })

  test('flush empties the database, says so first, and counts what went', () => {
    const { databases, db, stats, told } = recordedKeyspace()
    put(db, 'a')
    put(db, 'b', 100)
    put(databases.at(1)!, 'c')
    told.length = 0
    assert.equal(db.flush(), 2)
    assert.deepEqual(told, ['emptied'])
    assert.deepEqual([db.size, db.volatileSize, stats.dirty], [0, 0, 2])
    assert.equal(databases.flushAll(), 1)
    assert.equal(databases.at(1)!.size, 0)
  })
})

describe('Databases', () => {
  test('has as many as it was asked for', () => {
    const { databases } = recordedKeyspace()
    assert.equal(databases.count, 2)
    assert.equal(databases.at(1)?.index, 1)
    assert.equal(databases.at(2), undefined)
    assert.equal(databases.at(-1), undefined)
  })

  test('swapped databases exchange keys, deadlines and records of use, and both hear of it first', () => {
    const { clock, databases, db, told } = recordedKeyspace()
    const other = databases.at(1)!
    put(db, 'a', 100)
    clock.advance(50)
    put(other, 'b')
    told.length = 0
    db.swapWith(other)
    assert.deepEqual(told, ['emptied for 1', '1:emptied for 0'])
    assert.deepEqual([allKeys(db), allKeys(other)], [['b'], ['a']])
    assert.equal(other.expireAt(ascii('a')), START + 100)
    assert.deepEqual([db.index, db.volatileSize, other.volatileSize], [0, 0, 1])
    clock.advance(50)
    assert.deepEqual(told.slice(2), ['1:expired a', '1:modified a'])
  })

  test('a database swapped with itself keeps its keys', () => {
    const { db, told } = recordedKeyspace()
    put(db, 'a', 100)
    told.length = 0
    db.swapWith(db)
    assert.deepEqual(allKeys(db), ['a'])
    assert.deepEqual(told, [])
  })
})
