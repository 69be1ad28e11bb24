import { strict as assert } from 'node:assert'
import { describe, test } from 'vitest'
import {
  INT64_MAX,
  INT64_MIN,
  parseInt64,
  parseInteger,
  parseStoredInteger,
  shrink,
} from './index.ts'

const REFUSED = [
  ...[
    '',
    '-',
    '+',
    '+1',
    '-0',
    '00',
    '01',
    '-01',
    ' 1',
    '1 ',
    '1\n',
    '\t1',
    '1.0',
    '1e3',
    '0x10',
    'a',
    '1a',
    '--1',
    '1-',
  ],
  ...[
    '١',
    '1_000',
    '9223372036854775808',
    '-9223372036854775809',
    '18446744073709551615',
    '123456789012345678901',
    '\0',
    '1\0',
  ],
]

describe('what string2ll refuses is no integer', () => {
  for (const text of REFUSED) {
    test(JSON.stringify(text), () => {
      assert.equal(parseInteger(text), undefined)
      assert.equal(parseInt64(text), undefined)
      assert.equal(parseStoredInteger(text), undefined)
    })
  }
})

describe('the ends of the 64-bit range', () => {
  test('are read, exactly as bigint and as the nearest number', () => {
    assert.equal(parseInt64('9223372036854775807'), INT64_MAX)
    assert.equal(parseInt64('-9223372036854775808'), INT64_MIN)
    assert.equal(parseInteger('9223372036854775807'), 2 ** 63)
    assert.equal(parseInteger('-9223372036854775808'), -(2 ** 63))
  })

  test('are stored as bigint, what is safe as number', () => {
    assert.equal(parseStoredInteger('9223372036854775807'), INT64_MAX)
    assert.equal(parseStoredInteger('9007199254740991'), 9007199254740991)
    assert.equal(parseStoredInteger('9007199254740992'), 9007199254740992n)
    assert.equal(parseStoredInteger('-9007199254740991'), -9007199254740991)
    assert.equal(parseStoredInteger('-9007199254740992'), -9007199254740992n)
  })
})

test('every integer is read as it is written', () => {
  for (const value of [
    0, 1, -1, 9, 10, -10, 999999999999999, 1000000000000000, -1234567890123456,
  ]) {
    const text = String(value)
    assert.equal(parseInteger(text), value)
    assert.equal(String(parseStoredInteger(text)), text)
  }
})

test('shrink makes a number of a bigint where that is exact', () => {
  assert.equal(shrink(9007199254740991n), 9007199254740991)
  assert.equal(shrink(9007199254740992n), 9007199254740992n)
  assert.equal(shrink(-9007199254740991n), -9007199254740991)
})
