import { strict as assert } from 'node:assert'
import { test } from 'vitest'
import { trim, trimEnd } from './trim.ts'

test('trim takes the characters away at both ends, and leaves those in the middle', () => {
  assert.equal(trim('\r\n a\n b\n\r', '\r\n'), ' a\n b')
  assert.equal(trim('\n\n', '\r\n'), '')
  assert.equal(trim('', '\r\n'), '')
})

test('trimEnd leaves the beginning as it is', () => {
  assert.equal(trimEnd('\na\n\n', '\r\n'), '\na')
})

test('trim looks at each character once, however many could be trimmed in the middle', () => {
  const text = `x${'\n'.repeat(1_000_000)}x`
  assert.equal(trim(text, '\r\n'), text)
})
