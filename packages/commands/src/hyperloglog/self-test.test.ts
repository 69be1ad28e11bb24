import { strict as assert } from 'node:assert'
import { ascii } from '@resident/bytes'
import { test } from 'vitest'
import { estimate } from './estimate.ts'
import { observe } from './observe.ts'
import { noRegisters } from './registers.ts'
import { selfTest } from './self-test.ts'

test('PFSELFTEST finds nothing', () => {
  selfTest()
})

test('nothing is estimated as nothing, and too much as llroundl() has it', () => {
  assert.equal(estimate(noRegisters()), 0)
  assert.equal(estimate(noRegisters().fill(40)), 12994641697113596n)
  assert.equal(estimate(noRegisters().fill(51)), -(2n ** 63n))
})

test('few elements are counted exactly, many within three per cent', () => {
  const registers = noRegisters()
  for (let n = 1; n <= 100_000; n++) {
    const { register, count } = observe(ascii(String(n)))
    if (count > registers[register]!) registers[register] = count
    if (n === 10) assert.equal(estimate(registers), 10)
    if (n % 10_000 === 0) assert.ok(Math.abs(Number(estimate(registers)) / n - 1) < 0.03, String(n))
  }
})
