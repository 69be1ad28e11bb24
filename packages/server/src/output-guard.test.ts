import { strict as assert } from 'node:assert'
import { test } from 'vitest'
import { OutputGuard } from './output-guard.ts'

const FIXED = 16_384

test('without limits any amount may wait for any time', () => {
  const guard = new OutputGuard()
  assert.equal(guard.exceeded({ hard: 0, soft: 0, seconds: 0 }, 1e12, 0), false)
  assert.equal(guard.exceeded({ hard: 0, soft: 0, seconds: 0 }, 1e12, 1e9), false)
})

test('the hard limit is reached at once, the fixed buffer apart', () => {
  const guard = new OutputGuard()
  const limit = { hard: 1000, soft: 0, seconds: 0 }
  assert.equal(guard.exceeded(limit, FIXED + 999, 0), false)
  assert.equal(guard.exceeded(limit, FIXED + 1000, 0), true)
})

test('the soft limit is reached when it was exceeded all the time for more than its seconds', () => {
  const guard = new OutputGuard()
  const limit = { hard: 0, soft: 1000, seconds: 10 }
  assert.equal(guard.exceeded(limit, FIXED + 1000, 5_000), false)
  assert.equal(guard.exceeded(limit, FIXED + 1000, 15_900), false)
  assert.equal(guard.exceeded(limit, FIXED + 999, 15_950), false)
  assert.equal(guard.exceeded(limit, FIXED + 1000, 16_000), false)
  assert.equal(guard.exceeded(limit, FIXED + 1000, 26_999), false)
  assert.equal(guard.exceeded(limit, FIXED + 1000, 27_000), true)
})
