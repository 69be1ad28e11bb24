/** Lua's arithmetic on doubles, where it is not JavaScript's. */

import { nan, nanOf, negatedNaN } from './nan.ts'
import * as OP from './opcodes.ts'

/** Lua's `%`, whose result has the sign of `b`. */
export function modulo(a: number, b: number): number {
  const result = a - Math.floor(a / b) * b
  return Number.isNaN(result) ? nanOf(a, b) : result
}

/**
 * C's pow: of one or minus one it is no NaN, and it is exact to the last bit, which JavaScript's is not.
 * Here that holds for exponents that are whole or end in one half; the others are right to 15 digits.
 */
export function power(a: number, b: number): number {
  if (a === 1 || (a === -1 && !Number.isFinite(b) && !Number.isNaN(b))) return 1
  const rough = a ** b
  if (Number.isNaN(rough)) return nanPower(a, b)
  const size = Math.abs(rough)
  const isExact = Number.isInteger(2 * b) && Math.abs(b) <= MOST_EXACT_EXPONENT
  return isExact && size > SMALLEST_EXACT && size < LARGEST_EXACT ? exactPower(a, b) : rough
}

/** The C library gives an odd power of a negative number the other sign, and takes NaN for one. */
function nanPower(a: number, b: number): number {
  const isOdd = Math.abs(b % 2) === 1
  return isOdd && Number.isNaN(a) ? nan(false) : nanOf(a, b)
}

const MOST_EXACT_EXPONENT = 1100
/** Between these the parts of a product neither overflow nor lose bits. */
const SMALLEST_EXACT = 1e-250
const LARGEST_EXACT = 1e250

/** By squaring, with twice the bits of a double: `high + low`. */
function exactPower(a: number, exponent: number): number {
  if (exponent === 0.5) return Math.sqrt(a)
  const whole = Math.floor(Math.abs(exponent))
  let high = whole === Math.abs(exponent) ? 1 : Math.sqrt(a)
  let low = high === 1 ? 0 : -productError(high, high, a) / (2 * high)
  let squareHigh = a
  let squareLow = 0
  for (let left = whole; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) {
      const product = high * squareHigh
      low = productError(high, squareHigh, product) + (high * squareLow + low * squareHigh)
      high = product
    }
    if (left === 1) break
    const square = squareHigh * squareHigh
    squareLow = productError(squareHigh, squareHigh, square) + 2 * squareHigh * squareLow
    squareHigh = square
  }
  return exponent >= 0 ? high + low : inverse(high, low)
}

function inverse(high: number, low: number): number {
  const rough = 1 / high
  const product = rough * high
  return rough + (1 - product - productError(rough, high, product) - rough * low) * rough
}

/** `a * b - product`, exactly: Dekker's way, by halves of 26 bits. */
function productError(a: number, b: number, product: number): number {
  const [a1, a2] = split(a)
  const [b1, b2] = split(b)
  return a1 * b1 - product + a1 * b2 + a2 * b1 + a2 * b2
}

function split(x: number): [number, number] {
  const scaled = x * 134217729
  const high = scaled - (scaled - x)
  return [high, x - high]
}

export function negate(x: number): number {
  return Number.isNaN(x) ? negatedNaN(x) : -x
}

export function add(a: number, b: number): number {
  const result = a + b
  return Number.isNaN(result) ? nanOf(a, b) : result
}

export function subtract(a: number, b: number): number {
  const result = a - b
  return Number.isNaN(result) ? nanOf(a, b) : result
}

export function multiply(a: number, b: number): number {
  const result = a * b
  return Number.isNaN(result) ? nanOf(a, b) : result
}

export function divide(a: number, b: number): number {
  const result = a / b
  return Number.isNaN(result) ? nanOf(a, b) : result
}

/** In the order of their operations. */
const OPERATIONS = [add, subtract, multiply, divide, modulo, power, negate] as const

/** What an arithmetic operation (`OP.ADD` to `OP.UNM`) comes to. */
export function calculate(op: number, a: number, b: number): number {
  return OPERATIONS[op - OP.ADD]!(a, b)
}
