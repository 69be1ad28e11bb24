import { strict as assert } from 'node:assert'
import { ascii, type Bytes } from '@resident/bytes'
import { test } from 'vitest'
import { LcsTable } from './lcs-table.ts'

/** By the book, with no care for cost. */
function lengthOfLcs(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0))
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      rows[i]![j] =
        a[i - 1] === b[j - 1]
          ? rows[i - 1]![j - 1]! + 1
          : Math.max(rows[i - 1]![j]!, rows[i]![j - 1]!)
    }
  }
  return rows[a.length]![b.length]!
}

function word(seed: number): Bytes {
  let state = seed
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state >>> 24
  }
  return ascii(Array.from({ length: next() % 40 }, () => 'ab\xffc'[next() % 4]).join(''))
}

test('the ranges of both strings hold the same bytes, in order, and are as long as any can be', () => {
  for (let seed = 1; seed < 300; seed++) {
    const a = word(seed)
    const b = word(seed + 1000)
    const table = new LcsTable(a, b)
    assert.equal(table.length, lengthOfLcs(a, b))
    assert.equal(table.subsequence().length, table.length)
    let [endA, endB] = [a.length, b.length]
    let text = ''
    for (const range of table.ranges()) {
      assert.ok(range.a + range.length <= endA && range.b + range.length <= endB)
      const common = a.slice(range.a, range.a + range.length)
      assert.equal(b.slice(range.b, range.b + range.length), common)
      text = common + text
      endA = range.a
      endB = range.b
    }
    assert.equal(text, table.subsequence())
  }
})
