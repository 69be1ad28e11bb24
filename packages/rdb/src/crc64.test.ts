import { strict as assert } from 'node:assert'
import { test } from 'vitest'
import { Crc64, crc64 } from './crc64.ts'

test('crc64 gives what Redis’s own test expects', () => {
  assert.equal(crc64(Buffer.from('123456789')).toString(16), 'e9c6d914c4b8d9ca')
  assert.equal(crc64(Buffer.alloc(0)), 0n)
})

test('crc64 does not depend on how the bytes are cut', () => {
  const bytes = Buffer.from(Array.from({ length: 999 }, (_, i) => (i * i) & 255))
  for (const cut of [0, 1, 500, 998, 999]) {
    const crc = new Crc64()
    crc.update(bytes.subarray(0, cut))
    crc.update(bytes.subarray(cut))
    assert.equal(crc.value, crc64(bytes))
  }
})
