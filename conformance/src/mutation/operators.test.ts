import { describe, expect, test } from 'vitest'
import { changesOf } from './operators.ts'
import { parseSource } from './syntax.ts'

/** What a source becomes by each change of one operator. */
function become(source: string, operator: string): string[] {
  return changesOf(source)
    .filter((change) => change.operator === operator)
    .map(({ start, end, text }) => source.slice(0, start) + text + source.slice(end))
}

const CASES: Readonly<Record<string, { source: string; becomes: string[] }>> = {
  'relational boundary': { source: 'a < b', becomes: ['a <= b'] },
  'negated equality': { source: 'a === b', becomes: ['a !== b'] },
  'arithmetic operator': {
    source: 'a + b; "a" + b; `a` + b',
    becomes: ['a - b; "a" + b; `a` + b'],
  },
  'logical operator': { source: 'a ?? b', becomes: ['((a) && (b))'] },
  'assignment operator': { source: 'a += 1', becomes: ['a -= 1'] },
  'step the other way': { source: 'i++', becomes: ['i--'] },
  'negated condition': { source: 'while (a) b()', becomes: ['while (!(a)) b()'] },
  'condition that always holds': { source: 'a ? b : c', becomes: ['true ? b : c'] },
  'condition that never holds': { source: 'if (a) b()', becomes: ['if (false) b()'] },
  'sign or negation dropped': { source: '!a; typeof a', becomes: ['a; typeof a'] },
  'minimum for maximum': { source: 'Math.min(a, b)', becomes: ['Math.max(a, b)'] },
  'number one more': { source: 'f(1, 2n)', becomes: ['f((2), 2n)', 'f(1, (3n))'] },
  'number one less': { source: 'const a: 1 = 1', becomes: ['const a: 1 = (0)'] },
  'boolean literal': { source: 'a = true', becomes: ['a = false'] },
  'empty string': {
    source: "import a from 'a'; f('a', { 'b': 1 })",
    becomes: ["import a from 'a'; f('', { 'b': 1 })"],
  },
  'empty array': { source: 'f([], [a])', becomes: ['f([], [])'] },
  'statement dropped': { source: 'if (a) b()', becomes: ['if (a) ;'] },
  'early return': {
    source: 'function f() { a(); b(); return c }',
    becomes: ['function f() { a(); return; b(); return c }'],
  },
}

describe('the operator', () => {
  for (const [operator, { source, becomes }] of Object.entries(CASES)) {
    test(`${operator}: ${source}`, () => {
      expect(become(source, operator)).toEqual(becomes)
    })
  }
})

test('whatever is changed can still be parsed', () => {
  const source = `
    export class List { #at = 0; readonly size: number = -1
      next(by?: number): number | undefined { if (!by) return undefined; this.#at += by ?? 1; return this.#at! - 1 } }
    for (let i = 0; i < 3 && f(); i++) { switch (i) { case 1: g(\`\${i}\`); break; default: h(['a']) } }
    export const a = (b: string): string[] => b === '' ? [] : [b, ...a(b.slice(1))] as string[]`
  const changes = changesOf(source)
  expect(changes.length).toBeGreaterThan(25)
  for (const { start, end, text } of changes) {
    expect(() => parseSource(source.slice(0, start) + text + source.slice(end))).not.toThrow()
  }
})
