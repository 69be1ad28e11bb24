import { strict as assert } from 'node:assert'
import { test } from 'vitest'
import { Gate } from './gate.ts'

test('each bit of the gate is one of its own', () => {
  const bits = Object.values(Gate)
  assert.deepEqual(
    bits,
    bits.map((_, place) => 2 ** place),
  )
})
