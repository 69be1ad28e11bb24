import { strict as assert } from 'node:assert'
import { describe, test } from 'vitest'
import { SeededRandom, unforeseenSeed } from './random.ts'

describe('SeededRandom', () => {
  test('a seed repeats a run, and another seed gives another', () => {
    const draw = (seed: number): number[] => {
      const random = new SeededRandom(seed)
      return Array.from({ length: 20 }, () => random.fraction())
    }
    assert.deepEqual(draw(1), draw(1))
    assert.notDeepEqual(draw(1), draw(2))
    assert.notDeepEqual(draw(0), draw(-1))
  })

  test('a seed means the same run in every version', () => {
    const random = new SeededRandom(7)
    const draws = Array.from({ length: 8 }, () => random.below(1000))
    assert.deepEqual(draws, [109, 354, 14, 657, 327, 752, 968, 111])
  })

  test('seed() starts again', () => {
    const random = new SeededRandom(3)
    const first = random.fraction()
    random.fraction()
    random.seed(3)
    assert.equal(random.fraction(), first)
  })

  test('below stays below, reaches every number, and favours none', () => {
    const random = new SeededRandom(42)
    const counts = new Array<number>(10).fill(0)
    for (let i = 0; i < 100_000; i++) counts[random.below(10)]!++
    for (const count of counts) assert.ok(Math.abs(count - 10_000) < 500, String(counts))
    for (const bound of [1, 2, 3, 2 ** 31, 2 ** 32 + 1, 2 ** 53]) {
      for (let i = 0; i < 1000; i++) {
        const drawn = random.below(bound)
        assert.ok(Number.isSafeInteger(drawn) && drawn >= 0 && drawn < bound)
      }
    }
  })

  test('fraction fills its whole precision', () => {
    const random = new SeededRandom(9)
    let sum = 0
    const low = new Set<number>()
    for (let i = 0; i < 20_000; i++) {
      const drawn = random.fraction()
      assert.ok(drawn >= 0 && drawn < 1)
      sum += drawn
      low.add((drawn * 2 ** 53) % 16)
    }
    assert.ok(Math.abs(sum / 20_000 - 0.5) < 0.01)
    assert.equal(low.size, 16)
  })

  test('an unforeseen seed is a whole number of 32 bits', () => {
    const seed = unforeseenSeed()
    assert.equal(seed, seed >>> 0)
  })
})
