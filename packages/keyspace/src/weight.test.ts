import { strict as assert } from 'node:assert'
import { ascii } from '@resident/bytes'
import type { StringValue } from '@resident/storage'
import { describe, test } from 'vitest'
import { dice, recordedKeyspace } from './recorded-keyspace.ts'

describe('what keys and values take', () => {
  test('an empty keyspace takes nothing, whatever was in it', () => {
    const { db } = recordedKeyspace()
    for (let i = 0; i < 1000; i++) db.store(ascii(`k${i}`), ascii('x'.repeat(i)))
    const full = db.bytes
    assert.ok(full > 500_000)
    for (let i = 0; i < 1000; i++) db.delete(ascii(`k${i}`))
    assert.equal(db.bytes, 0)
    db.store(ascii('k'), ascii('v'))
    db.flush()
    assert.equal(db.bytes, 0)
  })

  test('the total is the sum of the keys and tables, whatever comes, changes and goes', () => {
    const { db, databases } = recordedKeyspace()
    const roll = dice(5)
    for (let step = 0; step < 20_000; step++) {
      const key = ascii(`k${roll(300)}`)
      switch (roll(5)) {
        case 0:
        case 1:
          db.store(key, ascii('v'.repeat(roll(100))))
          break
        case 2:
          db.store(key, roll(20_000))
          break
        case 3:
          if (db.holds(key)) db.setExpireAt(key, db.now() + 1_000_000)
          break
        default:
          db.delete(key)
      }
      db.modified(key, 'set')
      if (step % 500 !== 0) continue
      let sum = 0
      let shared = 0
      db.each((each, held) => {
        sum += db.bytesOf(each) as number
        if (typeof held === 'number' && held < 10_000) shared++
      })
      const tables = db.bytes - (sum - 16 * shared)
      const entries = db.size + db.volatileSize
      assert.ok(tables >= 40 * entries && tables <= 48 * entries + 64, `${tables} of ${entries}`)
      assert.equal(databases.bytes, db.bytes)
    }
  })

  test('a value that is edited in place is weighed when it has changed', () => {
    const { db } = recordedKeyspace()
    const key = ascii('k')
    // All that a keyspace asks of a value.
    const edited = { type: 'string', bytes: 104 }
    db.store(key, edited as unknown as StringValue)
    db.modified(key, 'set')
    const before = db.bytes
    edited.bytes = 5000
    db.writeAny(key)
    db.modified(key, 'append')
    assert.equal(db.bytes - before, 4896)
    edited.bytes = 8
    db.modified(key, 'append')
    assert.equal(db.bytes - before, -96)
  })

  test('databases that are exchanged take their weight along', () => {
    const { databases, db } = recordedKeyspace()
    const other = databases.at(1)!
    db.store(ascii('k'), ascii('x'.repeat(1000)))
    const { bytes } = db
    db.swapWith(other)
    assert.equal(db.bytes, 0)
    assert.equal(other.bytes, bytes)
  })
})
