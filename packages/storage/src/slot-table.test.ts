import { strict as assert } from 'node:assert'
import { ascii, type Bytes } from '@resident/bytes'
import { describe, test } from 'vitest'
import { CowArray } from './cow-array.ts'
import { SlotTable } from './slot-table.ts'

/** A table of keys whose hashes are given. */
function tableOf(count: number, hashOf: (n: number) => number): [SlotTable, CowArray<Bytes>] {
  const table = new SlotTable()
  const keys = new CowArray<Bytes>()
  for (let n = 0; n < count; n++) {
    table.add(hashOf(n), n)
    keys.push(ascii(`k${n}`))
  }
  return [table, keys]
}

describe('a table of slots', () => {
  for (const [what, hashOf] of Object.entries({
    'that are all the same': () => 12345,
    'that end alike': (n: number) => n << 16,
    'that begin alike': (n: number) => n,
    'with the highest bit': (n: number) => ~n,
  })) {
    test(`finds keys by hashes ${what}, and loses them again`, () => {
      const count = 3000
      const [table, keys] = tableOf(count, hashOf)
      const half = count / 2
      for (let n = 0; n < half; n++) table.delete(hashOf(n), n)
      for (let n = 0; n < count; n++) {
        assert.equal(table.slotOf(hashOf(n), keys.at(n), keys), n < half ? -1 : n)
      }
      for (let n = half; n < count; n++) table.delete(hashOf(n), n)
      assert.equal(table.size, 0)
      assert.equal(table.slotOf(hashOf(count - 1), keys.at(count - 1), keys), -1)
    })
  }

  test('moves no more than a page at once, up to two million keys and back to none', () => {
    const size = 2_000_000
    const table = new SlotTable()
    const hashOf = (n: number): number => Math.imul(n ^ (n >>> 15), 0x9e3779b1) ^ (n << 7)
    let moved = 0
    let most = 0
    const note = (): void => {
      most = Math.max(most, table.moved - moved)
      moved = table.moved
    }
    for (let n = 0; n < size; n++) {
      table.add(hashOf(n), n)
      note()
    }
    // 7919 is prime to the size, so each comes once.
    for (let n = 0; n < size; n++) {
      const gone = (n * 7919) % size
      table.delete(hashOf(gone), gone)
      note()
    }
    assert.equal(table.size, 0)
    assert.ok(most <= 1024, `${most} entries`)
    // And all together not many times as many as there were changes.
    assert.ok(moved < 2 * 2 * size, `${moved} entries`)
  })

  test('tells two keys of one hash apart', () => {
    const [table, keys] = tableOf(2, () => 7)
    assert.equal(table.slotOf(7, ascii('k0'), keys), 0)
    assert.equal(table.slotOf(7, ascii('k1'), keys), 1)
    assert.equal(table.slotOf(7, ascii('k2'), keys), -1)
    table.move(7, 1, 5)
    table.delete(7, 0)
    keys.set(0, ascii('k1'))
    for (let n = 2; n <= 5; n++) keys.push(ascii('k1'))
    assert.equal(table.slotOf(7, ascii('k1'), keys), 5)
  })
})
