/** Lua's arithmetic on doubles, where it is not JavaScript's. */

/** Lua's `%`, whose result has the sign of `b`. */
export function modulo(a: number, b: number): number {
  return a - Math.floor(a / b) * b
}

/** C's pow, where JavaScript has NaN for a base of one. */
export function power(a: number, b: number): number {
  return a === 1 || (a === -1 && !Number.isFinite(b) && !Number.isNaN(b)) ? 1 : a ** b
}

export function negate(x: number): number {
  return -x
}
