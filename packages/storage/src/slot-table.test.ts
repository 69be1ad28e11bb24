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
