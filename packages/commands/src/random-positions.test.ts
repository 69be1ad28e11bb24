import { strict as assert } from 'node:assert'
import { SeededRandom } from '@resident/keyspace'
import { test } from 'vitest'
import { eachRandomPosition, randomLength } from './random-positions.ts'

function chosen(random: SeededRandom, size: number, count: number): number[] {
  const positions: number[] = []
  eachRandomPosition(random, size, count, (position) => positions.push(position))
  return positions
}

test('a positive count gives so many different positions, rising', () => {
  const random = new SeededRandom(1)
  for (let count = 0; count <= 10; count++) {
    const positions = chosen(random, 10, count)
    assert.equal(positions.length, randomLength(10, count))
    assert.deepEqual(
      positions,
      [...new Set(positions)].sort((a, b) => a - b),
    )
    assert.ok(positions.every((position) => position >= 0 && position < 10))
  }
})

test('a count beyond the size gives all', () => {
  assert.deepEqual(chosen(new SeededRandom(1), 3, 1e15), [0, 1, 2])
  assert.equal(randomLength(3, 1e15), 3)
})

test('a negative count gives so many, one perhaps again', () => {
  const positions = chosen(new SeededRandom(1), 3, -50)
  assert.equal(positions.length, randomLength(3, -50))
  assert.deepEqual(new Set(positions), new Set([0, 1, 2]))
})

test('every selection comes about as often as any other', () => {
  const random = new SeededRandom(7)
  const counts = new Map<string, number>()
  for (let i = 0; i < 10_000; i++) {
    const name = chosen(random, 5, 3).join('')
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  assert.equal(counts.size, 10)
  for (const count of counts.values()) assert.ok(Math.abs(count - 1000) < 200, String(count))
})
