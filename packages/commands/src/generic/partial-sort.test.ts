import { strict as assert } from 'node:assert'
import { SeededRandom } from '@resident/keyspace'
import { describe, test } from 'vitest'
import { partialSort } from './partial-sort.ts'

const byNumber = (a: number, b: number): number => a - b

describe('partialSort', () => {
  test('puts what is asked for where a full sort would', () => {
    const random = new SeededRandom(3)
    for (let round = 0; round < 2000; round++) {
      const length = random.below(120)
      const items = Array.from({ length }, () => random.below(1 + random.below(200)))
      const sorted = items.toSorted(byNumber)
      const start = random.below(length + 1)
      const end = start + random.below(length - start + 1) - 1
      partialSort(items, byNumber, start, end)
      assert.deepEqual(items.slice(start, end + 1), sorted.slice(start, end + 1))
      assert.deepEqual(items.toSorted(byNumber), sorted)
    }
  })

  test('leaves out what is not asked for', () => {
    const items = Array.from({ length: 10_000 }, (_, i) => (i * 7919) % 10_000)
    let comparisons = 0
    const counted = (a: number, b: number): number => {
      comparisons++
      return a - b
    }
    partialSort(items, counted, 0, 9)
    assert.deepEqual(items.slice(0, 10), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    assert.ok(comparisons < 60_000, String(comparisons))
  })

  test('does not need a deep stack for what is already in order, or all equal', () => {
    for (const make of [(i: number) => i, (i: number) => -i, () => 0, (i: number) => i % 2]) {
      const items = Array.from({ length: 200_000 }, (_, i) => make(i))
      const least = items.toSorted(byNumber).slice(0, 5)
      partialSort(items, byNumber, 0, 4)
      assert.deepEqual(items.slice(0, 5), least)
    }
  })
})
