import { strict as assert } from 'node:assert'
import { ascii } from '@resident/bytes'
import { test } from 'vitest'
import { CommandError } from '../errors.ts'
import { timeout } from './timeout.ts'

// Each was played at redis-server 7.0.15.
const cases: Record<string, number | string> = {
  '0': 0,
  '-0': 0,
  '1': 1000,
  '+1': 1000,
  '.5': 500,
  '5.': 5000,
  '1e0': 1000,
  '0x1': 1000,
  '0.0001': 1,
  '1e-4950': 1,
  '-0.001': 0,
  '9223372036854775': 9223372036854775000,
  '-0.0010001': 'ERR timeout is negative',
  '-1': 'ERR timeout is negative',
  '-inf': 'ERR timeout is negative',
  infinity: 'ERR timeout is negative',
  '9223372036854775.808': 'ERR timeout is negative',
  '1e4000': 'ERR timeout is negative',
  '1e4931': 'ERR timeout is negative',
  '1e5000': 'ERR timeout is not a float or out of range',
  '1e-5000': 'ERR timeout is not a float or out of range',
  nan: 'ERR timeout is not a float or out of range',
  '': 'ERR timeout is not a float or out of range',
  ' 1': 'ERR timeout is not a float or out of range',
  '1 ': 'ERR timeout is not a float or out of range',
  '1\0': 'ERR timeout is not a float or out of range',
  x: 'ERR timeout is not a float or out of range',
}

function read(text: string): number | string {
  try {
    return timeout([ascii('blpop'), ascii(text)], 1)
  } catch (thrown) {
    assert.ok(thrown instanceof CommandError)
    return `${thrown.code} ${thrown.message}`
  }
}

for (const [text, expected] of Object.entries(cases)) {
  test(`a timeout of ${JSON.stringify(text)} is ${expected}`, () => {
    assert.equal(read(text), expected)
  })
}
