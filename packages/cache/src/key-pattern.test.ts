import { strict as assert } from 'node:assert'
import fc from 'fast-check'
import { describe, test } from 'vitest'
import { KeyPattern } from './key-pattern.ts'

const keyOf = (pattern: string, key: unknown): string => new KeyPattern(pattern).toKey(key)

describe('key patterns', () => {
  test('are filled by an object with a field for each parameter', () => {
    const key = { userId: 'ann', region: 7 }
    assert.equal(keyOf('user/:userId/region/:region', key), 'user/ann/region/7')
  })

  test('with one parameter take a value alone, whatever the parameter is called', () => {
    assert.equal(keyOf('user/:key', 'ann'), 'user/ann')
    assert.equal(keyOf('user/:id', 5), 'user/5')
    assert.equal(keyOf('user/:id', { id: 5n }), 'user/5')
    assert.equal(keyOf(':on', true), 'true')
  })

  test('write a slash as \\/ and a backslash as \\\\', () => {
    assert.equal(keyOf('f/:path', 'a/b'), 'f/a\\/b')
    assert.equal(keyOf('f/:path', 'a\\b'), 'f/a\\\\b')
  })

  test('never make one key of two', () => {
    const field = fc.oneof(
      fc.string({
        unit: fc.constantFrom(
          'a',
          '/',
          '\\',
          '{',
          '}',
          '(',
          ')',
          ':',
          'u',
          '\ud800',
          '\udc00',
          'd',
        ),
      }),
      fc.string(),
    )
    for (const text of ['x/:a/:b', 'x/{:a}/:b', ':a/y/{:b}']) {
      const pattern = new KeyPattern(text)
      fc.assert(
        fc.property(field, field, field, field, (a, b, c, d) => {
          const [first, second] = [
            { a, b },
            { a: c, b: d },
          ].map((key) =>
            // As it goes over the wire: what UTF-8 cannot say would be lost there.
            Buffer.from(pattern.toKey(key)).toString('latin1'),
          )
          assert.equal(first === second, a === c && b === d)
        }),
        { numRuns: 2000, seed: 7 },
      )
    }
  })

  test('keep a hash tag to what the pattern says', () => {
    assert.equal(keyOf('a/:x/{:id}', { x: '{1}', id: 'b}c' }), 'a/\\(1\\)/{b\\)c}')
    assert.equal(keyOf('{users}/:id', '{1}'), '{users}/\\(1\\)')
    assert.equal(keyOf('users/:id', '{1}'), 'users/{1}')
  })

  test('throw where a field is missing, unknown or of no use', () => {
    const code = 'INVALID_KEY'
    assert.throws(() => keyOf('u/:a/:b', { a: 1 }), { code, message: /field 'b'.*is missing/ })
    assert.throws(() => keyOf('u/:a/:b', { a: 1, b: 2, c: 3 }), {
      code,
      message: /no parameter 'c'/,
    })
    assert.throws(() => keyOf('u/:a/:b', 'x'), { code, message: /fields a, b/ })
    assert.throws(() => keyOf('u/:toString', {}), { code })
    for (const value of [
      undefined,
      null,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      [],
      Symbol('x'),
      {},
    ]) {
      assert.throws(() => keyOf('u/:a', { a: value }), { code })
    }
    assert.throws(() => keyOf('u/:a', undefined), { code })
    assert.throws(() => keyOf(':a', '__resident/lock/x'), { code })
  })

  test('are refused where they could not be meant', () => {
    const wrong = [
      '',
      'user',
      'user-:id/x',
      'a/:',
      'a/:b:c',
      ':a/:a',
      '__resident/:a',
      'a\\b/:c',
      'a{:b}',
      '{}/:a',
      '{:a}/{:b}',
      ':1',
    ]
    for (const text of wrong) {
      assert.throws(() => new KeyPattern(text), { code: 'DECLARATION' }, text)
    }
  })

  test('that are accepted side by side never make the same key', () => {
    const segment = fc.constantFrom('a', 'b', ':p', ':q', '{:p}', '{:q}', '{a}', '{b}')
    const text = fc.array(segment, { minLength: 1, maxLength: 3 }).map((each) => each.join('/'))
    const pattern = text.filter(isPattern)
    const characters = fc.constantFrom('a', 'b', '/', '\\', '{', '}', '(', ')')
    const field = fc.oneof(
      fc.constantFrom('a', 'b', '{a}', '{b}', 'a/b', ''),
      fc.string({ unit: characters, maxLength: 4 }),
    )
    let met = 0
    fc.assert(
      fc.property(pattern, pattern, field, field, field, field, (one, other, a, b, c, d) => {
        if (keyWith(one, a, b) !== keyWith(other, c, d)) return
        met++
        assert.ok(new KeyPattern(one).overlaps(new KeyPattern(other)), `${one} and ${other}`)
      }),
      { numRuns: 8000, seed: 11 },
    )
    assert.ok(met > 50)
  })

  test('overlap where some key could be of both', () => {
    const pairs: [string, string, boolean][] = [
      ['a/:x', 'a/:y', true],
      ['a/:x', 'b/:x', false],
      ['a/:x', ':y/b', true],
      ['a/:x', 'a/:x/:y', false],
      ['a/:x/c', 'a/b/:y', true],
      ['a/:x/c', 'a/:x/d', false],
      ['{:x}/a', 'b/:y', false],
      ['{:x}/a', '{b}/:y', true],
      ['{:x}/a', ':y/a', true],
    ]
    for (const [a, b, expected] of pairs) {
      assert.equal(new KeyPattern(a).overlaps(new KeyPattern(b)), expected, `${a} and ${b}`)
      assert.equal(new KeyPattern(b).overlaps(new KeyPattern(a)), expected, `${b} and ${a}`)
    }
  })
})

function isPattern(text: string): boolean {
  try {
    return new KeyPattern(text).overlaps(new KeyPattern(text))
  } catch {
    return false
  }
}

/** The key of a pattern with the parameters p or q, or both. */
function keyWith(pattern: string, p: string, q: string): string {
  const fields = { ...(pattern.includes(':p') && { p }), ...(pattern.includes(':q') && { q }) }
  return keyOf(pattern, fields)
}
