// The suite's own few assertions: it must run under any test runner and
// wherever JavaScript does, so it imports none.

/** Throws unless the two are one and the same value; -0 is not 0. */
export function equal<T>(actual: T, expected: T, what: string): void {
  if (!Object.is(actual, expected)) fail(what, expected, actual)
}

/** Throws unless the two have the same elements in the same order. */
export function equalLists<T>(actual: readonly T[], expected: readonly T[], what: string): void {
  const alike = (each: T, i: number): boolean => Object.is(each, expected[i])
  if (actual.length !== expected.length || !actual.every(alike)) fail(what, expected, actual)
}

export function ok(truth: boolean, what: string): void {
  if (!truth) throw new Error(what)
}

function fail(what: string, expected: unknown, actual: unknown): never {
  throw new Error(`${what}: expected ${show(expected)}, got ${show(actual)}`)
}

function show(value: unknown): string {
  if (Array.isArray(value)) {
    const shown = value.slice(0, 20).map(show).join(', ')
    return `[${shown}${value.length > 20 ? `, … ${value.length} in all` : ''}]`
  }
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 60))
  return Object.is(value, -0) ? '-0' : String(value)
}
