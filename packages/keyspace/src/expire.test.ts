import { strict as assert } from 'node:assert'
import { ascii } from '@resident/bytes'
import { describe, test } from 'vitest'
import { put, recordedKeyspace, START } from './recorded-keyspace.ts'

/** Lets time pass without the collection that `advance` brings: as between two rounds of cron. */
function passUnseen(context: ReturnType<typeof recordedKeyspace>, milliseconds: number): void {
  const { clock, db } = context
  const deadlines: [string, number | bigint][] = []
  db.scanVolatile(0, db.volatileSize, (key, deadline) => deadlines.push([key, deadline]))
  for (const [key, deadline] of deadlines) {
    db.setExpireAt(ascii(key), Number(deadline) - milliseconds)
  }
  assert.equal(clock.now(), START)
}

describe('lazy expiry', () => {
  test('a key past its time is not there, whoever asks', () => {
    const ways: ((key: string, context: ReturnType<typeof recordedKeyspace>) => unknown)[] = [
      (key, { db }) => db.peek(ascii(key)),
      (key, { db }) => db.read(ascii(key), 'string'),
      (key, { db }) => db.readAny(ascii(key)),
      (key, { db }) => db.inspect(ascii(key)),
      (key, { db }) => db.write(ascii(key), 'string'),
      (key, { db }) => db.writeAny(ascii(key)),
      (key, { db }) => db.delete(ascii(key)) || undefined,
    ]
    for (const way of ways) {
      const context = recordedKeyspace()
      put(context.db, 'k', 10)
      passUnseen(context, 10)
      context.told.length = 0
      assert.equal(context.db.size, 1)
      assert.equal(way('k', context), undefined)
      assert.deepEqual(context.told.slice(0, 2), ['expired k', 'modified k'])
      assert.equal(context.db.size, 0)
      assert.equal(context.db.volatileSize, 0)
      assert.equal(context.stats.expired, 1)
    }
  })

  test('a value stored over a key past its time comes after its end, and has no deadline', () => {
    const context = recordedKeyspace()
    put(context.db, 'k', 10)
    passUnseen(context, 10)
    context.told.length = 0
    context.db.store(ascii('k'), ascii('y'), 'KEEPTTL')
    assert.deepEqual(context.told, ['expired k', 'modified k', 'new k'])
    assert.equal(context.db.expireAt(ascii('k')), undefined)
  })

  test('a deadline is the first moment at which the key is gone', () => {
    const { clock, db } = recordedKeyspace()
    put(db, 'k', 10)
    clock.advance(9)
    assert.ok(db.holds(ascii('k')) && !db.isPast(ascii('k')))
    clock.advance(1)
    assert.equal(db.peek(ascii('k')), undefined)
  })

  test('looking whether a key is past its time does not collect it', () => {
    const context = recordedKeyspace()
    put(context.db, 'k', 10)
    passUnseen(context, 10)
    assert.ok(context.db.holds(ascii('k')))
    assert.ok(context.db.isPast(ascii('k')))
    assert.ok(context.db.holds(ascii('k')))
    assert.ok(!context.db.isPast(ascii('none')))
  })

  test('a deadline beyond 2^53 is kept to the last digit', () => {
    const { clock, db } = recordedKeyspace()
    put(db, 'k')
    db.setExpireAt(ascii('k'), 9223372036854775807n)
    assert.equal(db.expireAt(ascii('k')), 9223372036854775807n)
    clock.advance(1e12)
    assert.equal(db.peek(ascii('k')), 'x')
  })
})

describe('active expiry', () => {
  test('collects all that is due, in every database, and nothing else', () => {
    const context = recordedKeyspace()
    const { db, databases, stats } = context
    const other = databases.at(1)!
    for (let i = 0; i < 500; i++) put(db, `k${i}`, i % 3 === 0 ? 10 : 100_000)
    for (let i = 0; i < 100; i++) put(db, `stays${i}`)
    for (let i = 0; i < 200; i++) put(other, `o${i}`, -1)
    passUnseen(context, 10)
    assert.ok(databases.expireSome(1000))
    assert.equal(db.size, 600 - 167)
    assert.equal(db.volatileSize, 500 - 167)
    assert.equal(other.size, 0)
    assert.equal(stats.expired, 367)
  })

  test('stops when its time is up, and goes on from there', () => {
    const context = recordedKeyspace()
    for (let i = 0; i < 1000; i++) put(context.db, `k${i}`, 10)
    passUnseen(context, 10)
    let calls = 1
    while (!context.databases.expireSome(-1)) calls++
    assert.equal(context.db.size, 0)
    assert.ok(calls > 10)
  })

  test('does not look at a keyspace without deadlines', () => {
    const { databases, db } = recordedKeyspace()
    for (let i = 0; i < 1000; i++) put(db, `k${i}`)
    assert.ok(databases.expireSome(-1))
  })
})

describe('databases that are kept still', () => {
  test('lose nothing, though a key past its time is not seen', () => {
    const { db, databases, stats, told } = recordedKeyspace()
    databases.keepStill(true)
    put(db, 'past', -1)
    put(db, 'lasting')
    told.length = 0
    assert.equal(db.peek(ascii('past')), undefined)
    assert.equal(db.delete(ascii('past')), false)
    assert.equal(databases.expireSome(1000), true)
    assert.equal(db.size, 2)
    assert.deepEqual(told, [])
    databases.keepStill(false)
    assert.equal(databases.expireSome(1000), true)
    assert.equal(db.size, 1)
    assert.equal(stats.expired, 1)
  })

  test('take a new value for a key past its time, without its deadline', () => {
    const { db, databases } = recordedKeyspace()
    databases.keepStill(true)
    put(db, 'k', -1)
    db.store(ascii('k'), ascii('new'), 'KEEPTTL')
    assert.equal(db.size, 1)
    assert.equal(db.peek(ascii('k')), 'new')
    assert.equal(db.expireAt(ascii('k')), undefined)
  })
})
