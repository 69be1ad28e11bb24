/**
 * sin, cos and asin to the last bit.
 *
 * Distances may be stored as scores and printed in full, so they should be those
 * of the C library, which rounds these functions correctly except for one value
 * in several hundred (which ones depends on the processor); the JavaScript
 * engine's own are one bit off for one value in thirty. So they are computed with
 * twice the digits, each number as a pair: the nearest double, and the rest.
 */
type Pair = readonly [high: number, low: number]

/** Pi as the nearest double, and the rest. */
const PI_HIGH = Math.PI
const PI_LOW = 1.2246467991473532e-16

/** This many terms of the series are enough up to pi/2. */
const TERMS = 16

/** Sine and cosine are remembered for the multiples of this angle. */
const STEP = 1 / 64

interface Known {
  readonly sine: Pair
  readonly cosine: Pair
}

/** By multiples of STEP; filled as they are asked for. */
const known: (Known | undefined)[] = []

/** For angles of up to a half turn, in radians. */
export function sin(angle: number): number {
  const size = Math.abs(angle)
  const value = sine(size > Math.PI / 2 ? lessThan(1, size) : [size, 0])[0]
  return angle < 0 ? -value : value
}

/** For an angle in radians. Beyond a half turn it is only as exact as the engine's. */
export function cos(angle: number): number {
  const size = Math.abs(angle)
  if (size > Math.PI) return Math.cos(angle)
  const [high, low] = lessThan(0.5, size)
  return high < 0 ? -sine([-high, -low])[0] : sine([high, low])[0]
}

/** For values from 0 to 1; NaN for others. */
export function asin(value: number): number {
  const near = Math.asin(value)
  if (!(value > 0 && value < 1)) return near
  const [high, low] = sine([near, 0])
  // One step of Newton's method, from a value that may be wrong in its last bit.
  return near + (value - high - low) / Math.cos(near)
}

/** Of an angle from 0 to pi/2: by the sine and cosine of one near to it. */
function sine([high, low]: Pair): Pair {
  const place = Math.round(high / STEP)
  const near = known[place] ?? know(place)
  const rest = high - place * STEP
  const square = rest * rest
  const sineLess = rest * square * (-1 / 6 + square * (1 / 120 - square / 5040)) + low
  const cosineLess = square * (-1 / 2 + square * (1 / 24 - square / 720)) - rest * low
  const linear = product(near.cosine[0], rest)
  const [whole, missed] = sum(near.sine[0], linear[0])
  const small = near.sine[0] * cosineLess + near.cosine[0] * sineLess
  return sum(whole, missed + (near.sine[1] + near.cosine[1] * rest + linear[1] + small))
}

function know(place: number): Known {
  const angle: Pair = [place * STEP, 0]
  const found = { sine: series(angle, 1), cosine: series(angle, 0) }
  known[place] = found
  return found
}

/** `times` pi, less the angle. */
function lessThan(times: number, angle: number): Pair {
  const [high, low] = sum(times * PI_HIGH, -angle)
  return sum(high, low + times * PI_LOW)
}

/** The series of the sine (`degree` 1) or the cosine (0), summed from its smallest term. */
function series(angle: Pair, degree: 0 | 1): Pair {
  const square = times(angle, angle)
  let total: Pair = [1, 0]
  for (let term = TERMS; term > 0; term--) {
    const power = 2 * term + degree
    const [high, low] = dividedBy(times(square, total), power * (power - 1))
    total = plus([1, 0], [-high, -low])
  }
  return degree === 0 ? total : times(angle, total)
}

/** The exact sum of two doubles. */
function sum(a: number, b: number): Pair {
  const high = a + b
  const part = high - a
  return [high, a - (high - part) + (b - part)]
}

/** The exact product of two doubles. */
function product(a: number, b: number): Pair {
  const high = a * b
  const [a1, a2] = halves(a)
  const [b1, b2] = halves(b)
  return [high, a2 * b2 - (high - a1 * b1 - a2 * b1 - a1 * b2)]
}

/** A double as two of 26 bits each. */
function halves(value: number): Pair {
  const shifted = value * 134217729
  const high = shifted - (shifted - value)
  return [high, value - high]
}

function plus(a: Pair, b: Pair): Pair {
  const [high, low] = sum(a[0], b[0])
  return sum(high, low + a[1] + b[1])
}

function times(a: Pair, b: Pair): Pair {
  const [high, low] = product(a[0], b[0])
  return sum(high, low + a[0] * b[1] + a[1] * b[0])
}

function dividedBy(a: Pair, divisor: number): Pair {
  const quotient = a[0] / divisor
  const [high, low] = product(quotient, divisor)
  return sum(quotient, (a[0] - high - low + a[1]) / divisor)
}
