import { strict as assert } from 'node:assert'
import { ascii, type Bytes } from '@resident/bytes'
import { describe, test } from 'vitest'
import { SlotIndex } from './slot-index.ts'

/** More than half of what `LARGE` says. */
const SIZE = 270_000

const name = (i: number): Bytes => ascii(`key:${i}`)

function filled(): SlotIndex {
  const index = new SlotIndex()
  for (let i = 0; i < SIZE; i++) index.set(name(i), i)
  return index
}

describe('a large index that loses its keys', () => {
  test('knows at every moment which are left', () => {
    const index = filled()
    for (let i = 0; i < SIZE; i++) {
      index.delete(name(i))
      if (i % 997 !== 0) continue
      assert.equal(index.get(name(i)), -1)
      assert.equal(index.get(name(Math.floor(i / 2))), -1)
      const next = i + 1 + ((i * 7919) % (SIZE - i))
      assert.equal(index.get(name(next)), next < SIZE ? next : -1)
    }
  })

  test('takes keys back, changes others, and goes its own way from a copy, all the time', () => {
    const index = filled()
    const gone = Math.floor(SIZE * 0.8)
    for (let i = 0; i < gone; i++) {
      index.delete(name(i))
      // Some come back at once, some later, and go again.
      if (i % 11 === 0) index.set(name(i), SIZE + i)
      if (i % 22 === 11) index.delete(name(i - 11))
      if (i % 13 === 0) index.set(name(SIZE - 1 - i / 13), i)
    }
    const copy = index.clone()
    for (let i = gone; i < gone + 20_000; i++) index.delete(name(i))
    for (let i = 0; i < SIZE; i += 101) {
      const back = i % 11 === 0 && i < gone
      const isBack = back && !(i % 22 === 0 && i + 11 < gone)
      const moved = SIZE - 1 - i <= (gone - 1) / 13 ? (SIZE - 1 - i) * 13 : i
      const expected = i < gone ? (isBack ? SIZE + i : -1) : moved
      assert.equal(copy.get(name(i)), expected, `copy ${i}`)
      const since = i >= gone && i < gone + 20_000
      assert.equal(index.get(name(i)), since ? -1 : expected, `index ${i}`)
    }
  })
})
