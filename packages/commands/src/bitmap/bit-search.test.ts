import { strict as assert } from 'node:assert'
import { test } from 'vitest'
import { countBits, findBit } from './bit-search.ts'

/** Bytes that lie at an odd place in memory, mostly all zeros or all ones. */
function someBytes(roll: (sides: number) => number): Uint8Array {
  const bytes = new Uint8Array(roll(400) + 1 + 3).subarray(roll(4))
  bytes.fill(roll(2) * 255)
  for (let changes = roll(6); changes > 0; changes--) bytes[roll(bytes.length)] = roll(256)
  return bytes
}

function bitsOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('')
}

function seeded(seed: number): (sides: number) => number {
  let state = seed
  return (sides) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * sides)
  }
}

test('bits are counted and found as in their text, whatever the range and the alignment', () => {
  const roll = seeded(11)
  for (let round = 0; round < 3000; round++) {
    const bytes = someBytes(roll)
    const text = bitsOf(bytes)
    const from = roll(text.length)
    const to = roll(3) === 0 ? text.length - 1 : roll(text.length)
    const range = text.slice(from, to + 1)
    const ones = range.split('1').length - 1
    assert.equal(countBits(bytes, { from, to }), ones, `round ${round}`)
    for (const bit of [0, 1] as const) {
      const at = range.indexOf(String(bit))
      assert.equal(findBit(bytes, bit, { from, to }), at === -1 ? -1 : from + at, `round ${round}`)
    }
  }
})

test('nothing is counted or found in an empty range', () => {
  const bytes = Uint8Array.of(255)
  assert.equal(countBits(bytes, { from: 3, to: 2 }), 0)
  assert.equal(findBit(bytes, 1, { from: 3, to: 2 }), -1)
})
