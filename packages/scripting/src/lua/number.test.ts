import { strict as assert } from 'node:assert'
import { test } from 'vitest'
import { stringToInteger, stringToNumber } from './number.ts'

test('a number of a million digits is read in one pass', () => {
  const digits = '1'.repeat(1_000_000)
  assert.equal(stringToInteger(digits, 16), 2 ** 64)
  assert.equal(stringToInteger(`-${digits}`, 2), 2 ** 64)
  assert.equal(stringToNumber(digits), Number.POSITIVE_INFINITY)
  assert.equal(stringToNumber(`0x${digits}p-4000000`), 1 / 15)
})

test('what is no number is refused in one pass, however long it is', () => {
  const digits = '1'.repeat(1_000_000)
  const blanks = ' '.repeat(1_000_000)
  for (const text of [
    `${digits}x`,
    `1e${digits}x`,
    `0x${digits}x`,
    `1${blanks}x`,
    `0x${blanks}x`,
  ]) {
    assert.equal(stringToNumber(text), undefined)
  }
  assert.equal(stringToInteger(`${digits}x`, 16), undefined)
})
