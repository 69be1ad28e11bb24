import { strict as assert } from 'node:assert'
import { ascii } from '@resident/bytes'
import { test } from 'vitest'
import { CommandError } from '../errors.ts'
import { deadlineOf, onlyChoice } from './expire-option.ts'

const NOW = 1_700_000_000_000
const INVALID = "invalid expire time in 'set' command"
const NO_INTEGER = 'value is not an integer or out of range'

const cases = [
  ['EX', '10', NOW + 10_000],
  ['PX', '10', NOW + 10],
  ['EXAT', '10', 10_000],
  ['PXAT', '10', 10],
  ['PXAT', '9007199254740993', 9007199254740993n],
  ['PXAT', '9223372036854775807', 9223372036854775807n],
  ['EXAT', '9223372036854775', 9223372036854775000n],
  ['PX', String(2n ** 63n - 1n - BigInt(NOW)), 2n ** 63n - 1n],
  ['PX', String(2n ** 63n - BigInt(NOW)), INVALID],
  ['EXAT', '9223372036854776', INVALID],
  ['EX', '9223372036854775', INVALID],
  ['EX', '0', INVALID],
  ['PXAT', '-1', INVALID],
  ['PXAT', '9223372036854775808', NO_INTEGER],
  ['EX', '1.5', NO_INTEGER],
  ['EX', '', NO_INTEGER],
] as const

for (const [unit, amount, expected] of cases) {
  test(`${unit} '${amount}' means ${expected}`, () => {
    const deadline = (): number | bigint => deadlineOf(unit, ascii(amount), NOW, 'set')
    if (typeof expected !== 'string') return assert.equal(deadline(), expected)
    assert.throws(deadline, (thrown) => {
      return thrown instanceof CommandError && thrown.message === expected
    })
  })
}

test('a choice may be said again, but not changed', () => {
  assert.equal(onlyChoice(undefined, 'EX'), 'EX')
  assert.equal(onlyChoice<string>('EX', 'EX'), 'EX')
  assert.throws(
    () => onlyChoice<string>('EX', 'PX'),
    (thrown) => thrown instanceof CommandError,
  )
})
