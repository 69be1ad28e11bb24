import { strict as assert } from 'node:assert'
import { fromUtf8 } from '@resident/bytes'
import { describe, test } from 'vitest'
import { EvictionPool } from './eviction-pool.ts'
import { recordedKeyspace } from './recorded-keyspace.ts'

const { db } = recordedKeyspace()

/** A pool that was offered these scores, in this order; and what it gives, the best first. */
function taken(...scores: number[]): number[] {
  const pool = new EvictionPool()
  for (const score of scores) pool.offer({ db, key: fromUtf8(`key ${score}`), score })
  const given: number[] = []
  for (let next = pool.take(); next !== undefined; next = pool.take()) given.push(next.score)
  return given
}

const SIXTEEN = Array.from({ length: 16 }, (_, i) => i)
const falling = (scores: number[]): number[] => scores.sort((a, b) => b - a)

describe('EvictionPool', () => {
  test('gives the best first, in whatever order they came', () => {
    assert.deepEqual(taken(2, 3, 1), [3, 2, 1])
    assert.deepEqual(taken(), [])
  })

  test('drops the worst of sixteen for a better one, if only a little better', () => {
    assert.deepEqual(taken(...SIXTEEN, 0.5), falling([...SIXTEEN.slice(1), 0.5]))
    assert.deepEqual(taken(...SIXTEEN, 20), falling([...SIXTEEN.slice(1), 20]))
  })

  test('has no room for a seventeenth that is worse than all', () => {
    assert.deepEqual(taken(...SIXTEEN, -1), falling([...SIXTEEN]))
  })
})
