import { strict as assert } from 'node:assert'
import { describe, test } from 'vitest'
import { LongDouble } from './index.ts'
import recorded from './numbers.recorded.json' with { type: 'json' }

const NOT_A_FLOAT = '-ERR value is not a valid float'
const NOT_FINITE = '-ERR increment would produce NaN or Infinity'

/** SET key a, then INCRBYFLOAT key b. */
function increment(a: string, b: string): string {
  const value = LongDouble.parse(a)
  const by = LongDouble.parse(b)
  if (value === undefined || by === undefined) return NOT_A_FLOAT
  const sum = value.plus(by)
  return sum.isFinite ? sum.format() : NOT_FINITE
}

describe('as redis-server reads increments', () => {
  for (const { text, increment: reply } of recorded.texts) {
    const name = text.length > 40 ? `${text.slice(0, 20)}… (${text.length})` : text
    test(`${JSON.stringify(name)}: ${String(reply).slice(0, 40)}`, () => {
      assert.equal(increment('0', text), reply)
    })
  }
})

describe('as redis-server adds', () => {
  test('every recorded sum agrees', () => {
    assert.ok(recorded.sums.length > 100)
    for (const [a, b, sum] of recorded.sums) {
      assert.equal(increment(a!, b!), sum, `${a} + ${b}`)
    }
  })

  for (const [a, b, sum] of [
    ['0.1', '0.2', '0.3'],
    ['1e17', '0.3', '100000000000000000.296875'],
    ['0', '-1e-18', '0'],
    ['18446744073709551616', '1', '18446744073709551616'],
    ['1e4932', '1e4932', NOT_FINITE],
    ['inf', '1', NOT_FINITE],
  ] as const) {
    test(`${a} + ${b} is ${sum}`, () => assert.equal(increment(a, b), sum))
  }
})

describe('infinities', () => {
  const inf = LongDouble.parse('inf')!
  const minus = LongDouble.parse('-inf')!
  const one = LongDouble.of(1)

  test('stay infinite in sums, and cancel to NaN', () => {
    assert.equal(one.plus(inf).format(), 'inf')
    assert.equal(minus.plus(one).format(), '-inf')
    assert.equal(inf.plus(inf).format(), 'inf')
    assert.equal(inf.plus(minus).format(), 'nan')
    assert.equal(inf.plus(minus).plus(one).format(), 'nan')
    for (const value of [inf, minus, inf.plus(minus)]) assert.equal(value.isFinite, false)
  })
})

describe('toNumber', () => {
  test('is the nearest double', () => {
    for (const text of ['0.1', '-0.1', '1e17', '9007199254740993', '1e-320', '5e-324', '2e-324']) {
      assert.equal(LongDouble.parse(text)!.toNumber(), Number(text))
    }
  })

  test('is infinite where no double is near, and zero where none is so small', () => {
    assert.equal(LongDouble.parse('1e400')!.toNumber(), Number.POSITIVE_INFINITY)
    assert.equal(LongDouble.parse('-1e400')!.toNumber(), Number.NEGATIVE_INFINITY)
    assert.equal(LongDouble.parse('-inf')!.toNumber(), Number.NEGATIVE_INFINITY)
    assert.equal(LongDouble.parse('1e-400')!.toNumber(), 0)
  })

  test('gives back the double that it was made of', () => {
    for (const value of [0, 1, -1.5, 0.1, 5e-324, Number.MAX_VALUE, 2 ** 70]) {
      assert.equal(LongDouble.of(value).toNumber(), value)
    }
    assert.equal(LongDouble.of(Number.NaN).isFinite, false)
  })
})

describe('products and whole numbers', () => {
  // BLPOP waits so many milliseconds, rounded up, in redis-server: -0.001 seconds are a little more than -1.
  for (const [seconds, milliseconds] of [
    ['0', 0n],
    ['1.5', 1500n],
    ['0.0001', 1n],
    ['-0.001', 0n],
    ['-0.0010001', -1n],
    ['-1', -1000n],
    ['1e18', 1000000000000000000000n],
    ['9223372036854775.807', 9223372036854775807n],
    ['9223372036854775.808', 9223372036854775808n],
  ] as const) {
    test(`${seconds} times 1000, rounded up, is ${milliseconds}`, () => {
      assert.equal(LongDouble.parse(seconds)!.times(1000).ceil(), milliseconds)
    })
  }

  test('a product may be infinite', () => {
    assert.equal(LongDouble.parse('1e4931')!.times(1e6).isFinite, false)
    assert.equal(LongDouble.parse('-inf')!.times(2).format(), '-inf')
  })
})
