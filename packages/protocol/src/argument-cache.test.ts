import assert from 'node:assert/strict'
import fc from 'fast-check'
import { test } from 'vitest'
import { ArgumentCache, LONGEST_CACHED } from './argument-cache.ts'

function find(cache: ArgumentCache, text: string, before = ''): string | undefined {
  const bytes = Buffer.from(before + text, 'latin1')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  return cache.find(view, before.length, text.length)
}

test('an argument is known from its second time on, wherever it stands', () => {
  const cache = new ArgumentCache()
  assert.equal(find(cache, 'user:1:session'), undefined)
  assert.equal(find(cache, 'user:1:session', 'x'), 'user:1:session')
  assert.equal(find(cache, 'user:1:session', 'xyz'), 'user:1:session')
})

test('an argument is forgotten for another of the same slot, never taken for it', () => {
  const cache = new ArgumentCache()
  const name = fc.oneof(
    fc.string({ unit: 'binary-ascii', minLength: 4, maxLength: LONGEST_CACHED }),
    fc.nat(5000).map((n) => `user:${n}:session`),
    fc.nat(300).map((n) => `\xff\x00\x80${String.fromCharCode(n & 255)}`),
  )
  let known = 0
  fc.assert(
    fc.property(fc.array(name, { minLength: 50, maxLength: 200 }), (names) => {
      for (const each of [...names, ...names]) {
        const found = find(cache, each)
        if (found === undefined) continue
        known++
        assert.equal(found, each)
      }
    }),
  )
  assert.ok(known > 1000, `${known} were known`)
})
