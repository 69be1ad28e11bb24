import { strict as assert } from 'node:assert'
import { describe, test } from 'vitest'
import { listpackEntryBytes, listpackIntegerBytes, listpackScoreBytes } from './listpack-size.ts'

describe('the room of a listpack entry', () => {
  test('grows with an integer at the borders of its encodings', () => {
    const borders: [value: number | bigint, bytes: number][] = [
      [0, 2],
      [127, 2],
      [128, 3],
      [-1, 3],
      [4095, 3],
      [-4096, 3],
      [4096, 4],
      [-4097, 4],
      [32767, 4],
      [-32768, 4],
      [32768, 5],
      [8388607, 5],
      [-8388608, 5],
      [8388608, 6],
      [2147483647, 6],
      [-2147483648, 6],
      [2147483648, 10],
      [9223372036854775807n, 10],
    ]
    for (const [value, bytes] of borders) {
      assert.equal(listpackIntegerBytes(value), bytes, `${value}`)
      assert.equal(listpackEntryBytes(String(value)), bytes, `'${value}'`)
    }
  })

  test('is that of a string for what is no canonical integer', () => {
    for (const text of ['', '-', '-0', '01', '+1', ' 1', '1.0', '9223372036854775808']) {
      assert.equal(listpackEntryBytes(text), text.length + 2, `'${text}'`)
    }
  })

  test('has longer lengths before, and after, longer strings', () => {
    const borders = [
      [63, 65],
      [64, 67],
      [125, 128],
      [126, 130],
      [4095, 4099],
      [4096, 4103],
      [16377, 16384],
      [16378, 16386],
    ] as const
    for (const [length, bytes] of borders) {
      assert.equal(listpackEntryBytes('x'.repeat(length)), bytes, `${length}`)
    }
  })

  test('of a score is that of an integer, or of about seventeen digits', () => {
    assert.equal(listpackScoreBytes(5), 2)
    assert.equal(listpackScoreBytes(-0), 2)
    assert.equal(listpackScoreBytes(0.5), 5)
    assert.equal(listpackScoreBytes(0.1), 20)
    assert.ok(listpackScoreBytes(Number.POSITIVE_INFINITY) <= 20)
  })
})
