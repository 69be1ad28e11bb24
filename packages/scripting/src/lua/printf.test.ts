import { strict as assert } from 'node:assert'
import { test } from 'vitest'
import { nan } from './nan.ts'
import { numberToString, stringToInteger, stringToNumber } from './number.ts'
import { formatExponential, formatFixed, formatGeneral } from './printf.ts'

test('half a unit is rounded to the even digit, as C does it', () => {
  assert.equal(formatFixed(0.5, 0), '0')
  assert.equal(formatFixed(1.5, 0), '2')
  assert.equal(formatFixed(2.5, 0), '2')
  assert.equal(formatFixed(-0.125, 2), '-0.12')
  assert.equal(formatFixed(0.375, 2), '0.38')
  assert.equal(formatExponential(2.5, 0), '2e+00')
  assert.equal(formatExponential(25, 0), '2e+01')
  assert.equal(formatGeneral(0.5, 0), '0.5')
  assert.equal(formatGeneral(1000000000000.25, 14), '1000000000000.2')
})

test('what is not quite half a unit goes to the nearer side', () => {
  assert.equal(formatFixed(1.005, 2), '1.00')
  assert.equal(formatFixed(1.015, 2), '1.01')
  assert.equal(formatFixed(0.15, 1), '0.1')
})

test('more places than JavaScript gives are exact', () => {
  assert.equal(formatGeneral(0.0001, 99).length, formatGeneral(0.0001, 90).length)
  assert.match(formatFixed(1e22, 3), /^10000000000000000000000\.000$/)
})

test('numbers are written with %.14g, and read as strtod does', () => {
  assert.equal(numberToString(0.1 + 0.2), '0.3')
  assert.equal(numberToString(-0), '-0')
  assert.equal(numberToString(1e15), '1e+15')
  assert.equal(numberToString(nan(true)), '-nan')
  assert.equal(numberToString(nan(false)), 'nan')
  assert.equal(stringToNumber(' 0x1p4 '), 16)
  assert.equal(stringToNumber('1\0x'), 1)
  assert.equal(stringToNumber('0x'), undefined)
  assert.equal(stringToNumber('1e'), undefined)
  assert.equal(stringToInteger('-ff', 16), 2 ** 64 - 255)
  assert.equal(stringToInteger('8', 8), undefined)
})
