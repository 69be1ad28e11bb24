import { strict as assert } from 'node:assert'
import { ascii } from '@resident/bytes'
import { describe, test } from 'vitest'
import { globMatches } from './glob.ts'

const texts = [
  '',
  'a',
  'ab',
  'abc',
  'b',
  'ba',
  '-',
  '^',
  ']',
  '[',
  '\\',
  '*',
  '?',
  '\x80',
  '\xff',
  '\x00',
  'a*c',
  'a]',
  'a\\',
  'aXbXc',
]

/** What KEYS of redis-server 7.0.15 finds among the texts, by pattern. */
const found: Record<string, string[]> = {
  '': [''],
  '**': [
    'a',
    'ab',
    'abc',
    'b',
    'ba',
    '-',
    '^',
    ']',
    '[',
    '\\',
    '*',
    '?',
    '\x80',
    '\xff',
    '\x00',
    'a*c',
    'a]',
    'a\\',
    'aXbXc',
  ],
  '?': ['a', 'b', '-', '^', ']', '[', '\\', '*', '?', '\x80', '\xff', '\x00'],
  'a*': ['a', 'ab', 'abc', 'a*c', 'a]', 'a\\', 'aXbXc'],
  '*a': ['a', 'ba'],
  '*b*': ['ab', 'abc', 'b', 'ba', 'aXbXc'],
  'a*c': ['abc', 'a*c', 'aXbXc'],
  '?*?': ['ab', 'abc', 'ba', 'a*c', 'a]', 'a\\', 'aXbXc'],
  'a?c': ['abc', 'a*c'],
  '[ab]': ['a', 'b'],
  '[^ab]': ['-', '^', ']', '[', '\\', '*', '?', '\x80', '\xff', '\x00'],
  '[a-b]': ['a', 'b'],
  '[b-a]': ['a', 'b'],
  '[a': ['a'],
  '[^a': ['b', '-', '^', ']', '[', '\\', '*', '?', '\x80', '\xff', '\x00'],
  '[': [],
  '[^': ['a', 'b', '-', '^', ']', '[', '\\', '*', '?', '\x80', '\xff', '\x00'],
  '[]': [],
  '[]a]': [],
  '[^]a]': [],
  '[a-': ['a', '-'],
  '[a-]': ['a', '^', ']'],
  '[-a]': ['a', '-'],
  '[\\]]': [']'],
  '[\\': ['\\'],
  '[\\\\]': ['\\'],
  '[a\\': ['a', '\\'],
  '\\': ['\\'],
  '\\a': ['a'],
  '\\*': ['*'],
  'a\\': ['a\\'],
  '\\\\': ['\\'],
  '*\\': ['\\', 'a\\'],
  '[\x80-\xff]': ['\x80', '\xff'],
  '[a-\xff]': ['a', '-', '^', ']', '[', '\\', '*', '?', '\xff', '\x00'],
  '[\x00-a]': ['a', '-', '^', ']', '[', '\\', '*', '?', '\x00'],
  '*[': [],
  '*[^': [
    'a',
    'ab',
    'abc',
    'b',
    'ba',
    '-',
    '^',
    ']',
    '[',
    '\\',
    '*',
    '?',
    '\x80',
    '\xff',
    '\x00',
    'a*c',
    'a]',
    'a\\',
    'aXbXc',
  ],
  'a**c': ['abc', 'a*c', 'aXbXc'],
  '*a*b*c*': ['abc', 'aXbXc'],
  '[^\\^]': ['a', 'b', '-', ']', '[', '\\', '*', '?', '\x80', '\xff', '\x00'],
  '[a-c]*]': ['a]'],
  '[[]': ['['],
  '\xff': ['\xff'],
  '[a-b-c]': ['a', 'b', '-'],
}

const matches = (pattern: string, text: string): boolean => globMatches(ascii(pattern), ascii(text))

describe('globMatches finds what KEYS finds', () => {
  for (const [pattern, expected] of Object.entries(found)) {
    test(JSON.stringify(pattern), () => {
      assert.deepEqual(
        texts.filter((text) => matches(pattern, text)),
        expected,
      )
    })
  }

  test('up to a thousand stars before the last part, and nothing with more', () => {
    const text = 'a'.repeat(3000)
    assert.ok(matches('*a'.repeat(1000), text))
    assert.ok(!matches('*a'.repeat(1001), text))
    assert.ok(matches(`${'*?'.repeat(1000)}*`, text))
    assert.ok(!matches(`${'*?'.repeat(1001)}*`, text))
    assert.ok(matches(`${'*'.repeat(2000)}a`, text))
  })

  test('a hostile pattern costs the product of the lengths, not a power', () => {
    assert.ok(!matches(`${'*a'.repeat(900)}b`, 'a'.repeat(20_000)))
  })
})
