import { describe, expect, test } from 'vitest'
import { plantProbes } from './probes.ts'

const NOTE = 'globalThis.comeBy?.add(7)'

function planted(source: string, at: string): string {
  return plantProbes(source, [{ id: 7, at: source.indexOf(at) }]).source
}

describe('a probe', () => {
  test('stands before the smallest statement of a block that its place is in', () => {
    const source = 'function f() { a(); if (b) { c(); d() } }'
    expect(planted(source, 'd()')).toBe(`function f() { a(); if (b) { c(); ${NOTE};d() } }`)
    expect(planted(source, 'b)')).toBe(`function f() { a(); ${NOTE};if (b) { c(); d() } }`)
  })

  test('stands before an expression that is a whole function', () => {
    expect(planted('const f = (a) => ({ b: a })', 'b: a')).toBe(
      `const f = (a) => ((${NOTE},{ b: a }))`,
    )
  })

  test('stands in its case of a switch', () => {
    expect(planted('{ switch (a) { case 1: b() } }', 'b()')).toBe(
      `{ switch (a) { case 1: ${NOTE};b() } }`,
    )
  })

  test('cannot stand in what runs at the import', () => {
    const source = 'const a = 1'
    expect(plantProbes(source, [{ id: 7, at: 10 }])).toEqual({ source, always: [7] })
  })

  test('leaves room for others', () => {
    const source = 'function f() { return a(1) }'
    const at = source.indexOf('a(')
    expect(
      plantProbes(source, [
        { id: 1, at },
        { id: 2, at: at + 2 },
      ]).source,
    ).toBe('function f() { globalThis.comeBy?.add(2);globalThis.comeBy?.add(1);return a(1) }')
  })
})
