import { strict as assert } from 'node:assert'
import { test } from 'vitest'
import {
  ascii,
  type Bytes,
  compare,
  EMPTY,
  fromBuffer,
  fromUtf8,
  isBytes,
  owned,
  toBuffer,
  toUtf8,
} from './index.ts'

const EVERY = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))

test('every byte survives the way to Bytes and back', () => {
  const bytes = fromBuffer(EVERY)
  assert.equal(bytes.length, 256)
  assert.ok(isBytes(bytes))
  assert.deepEqual(toBuffer(bytes), EVERY)
})

test('fromBuffer takes a part, of any Uint8Array', () => {
  assert.equal(fromBuffer(Buffer.from('hello'), 1, 3), 'el')
  assert.equal(fromBuffer(new Uint8Array([0, 97, 98, 99]).subarray(1), 1), 'bc')
})

test('an owned copy has the same bytes', () => {
  const all = fromBuffer(EVERY)
  assert.equal(owned(all.slice(100, 200) as Bytes), all.slice(100, 200))
})

test('text goes to its UTF-8 bytes and back', () => {
  const bytes = fromUtf8('žluťoučký 🐎')
  assert.equal(bytes.length, Buffer.byteLength('žluťoučký 🐎'))
  assert.ok(isBytes(bytes))
  assert.equal(toUtf8(bytes), 'žluťoučký 🐎')
})

test('bytes that are no UTF-8 are shown as U+FFFD', () => {
  assert.equal(toUtf8(ascii('a\xff')), 'a\ufffd')
})

test('text with a character above 255 is no Bytes', () => {
  assert.equal(isBytes('ž'), false)
  assert.equal(isBytes('\xff'), true)
})

test('compare orders as memcmp does, the shorter first', () => {
  const sorted = ['', '\0', 'A', 'a', 'a\0', 'aa', 'b', '\x7f', '\x80', '\xff', '\xff\0'] as Bytes[]
  for (const [i, a] of sorted.entries()) {
    for (const [j, b] of sorted.entries()) {
      assert.equal(Math.sign(compare(a, b)), Math.sign(i - j))
      assert.equal(Math.sign(compare(a, b)), Buffer.compare(toBuffer(a), toBuffer(b)))
    }
  }
  assert.equal(sorted[0], EMPTY)
})
