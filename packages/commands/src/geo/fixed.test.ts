import { strict as assert } from 'node:assert'
import { test } from 'vitest'
import { formatFixed } from './fixed.ts'

test('half a unit goes to the even digit, as in C', () => {
  assert.equal(formatFixed(0.03125, 4), '0.0312')
  assert.equal(formatFixed(0.09375, 4), '0.0938')
  assert.equal(formatFixed(-0.03125, 4), '-0.0312')
  assert.equal(formatFixed(90.00390625, 6), '90.003906')
  assert.equal(formatFixed(166274.15156960033, 4), '166274.1516')
})

test('what is large, infinite or no number is spelt as in C', () => {
  assert.equal(formatFixed(1e30, 2), '1000000000000000019884624838656.00')
  assert.equal(formatFixed(Number.NEGATIVE_INFINITY, 4), '-inf')
  assert.equal(formatFixed(-0, 2), '-0.00')
})
