import { strict as assert } from 'node:assert'
import { ascii, type Bytes, fromBuffer } from '@resident/bytes'
import { mapEngine } from '@resident/engine-map'
import { test } from 'vitest'
import { readField, writeField } from './field-bits.ts'

const LENGTH = 24

function bitsOf(bytes: Bytes): string {
  return Array.from(bytes, (char) => char.charCodeAt(0).toString(2).padStart(8, '0')).join('')
}

function someBytes(seed: number): Bytes {
  return fromBuffer(
    Uint8Array.from({ length: LENGTH }, (_, i) => Math.imul(i + seed, 2654435761) >>> 24),
  )
}

test('a field of any width at any place is read as its bits say', () => {
  const content = someBytes(1)
  const bits = bitsOf(content)
  for (let width = 1; width <= 64; width++) {
    for (let offset = 0; offset + width <= LENGTH * 8; offset += 7) {
      const expected = BigInt(`0b${bits.slice(offset, offset + width)}`)
      assert.equal(readField(content, offset, width), expected, `${width} bits at ${offset}`)
    }
  }
})

test('a field is written and nothing around it', () => {
  const other = bitsOf(someBytes(2))
  for (let width = 1; width <= 64; width++) {
    for (let offset = 0; offset + width <= LENGTH * 8; offset += 11) {
      const string = mapEngine.string(someBytes(3))
      const before = bitsOf(string.toBytes())
      const field = other.slice(offset, offset + width)
      writeField(string, offset, width, BigInt(`0b${field}`))
      const expected = before.slice(0, offset) + field + before.slice(offset + width)
      assert.equal(bitsOf(string.toBytes()), expected, `${width} bits at ${offset}`)
    }
  }
})

test('what lies past the end reads as zeros', () => {
  assert.equal(readField(ascii('\xff'), 4, 8), 0xf0n)
  assert.equal(readField(ascii(''), 1000, 64), 0n)
  assert.equal(readField(ascii('\xff'), 4294967290, 63), 0n)
})
