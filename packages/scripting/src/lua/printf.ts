/** C's number formats, rounded as C does: exactly, and half a unit to the even digit. */

import { isNegativeNaN } from './nan.ts'

/** The most that JavaScript's toFixed gives. */
const MOST_PLACES = 100
const ZEROS = /\.?0+$/

/** printf's %.{precision}g. */
export function formatGeneral(value: number, precision: number, keepZeros = false): string {
  if (!Number.isFinite(value)) return formatInfinite(value)
  const digits = precision === 0 ? 1 : precision
  const text = formatExponential(value, digits - 1)
  const at = text.indexOf('e')
  const exponent = Number(text.substring(at + 1))
  if (exponent < -4 || exponent >= digits) {
    const mantissa = text.substring(0, at)
    return (keepZeros ? mantissa : withoutZeros(mantissa)) + text.substring(at)
  }
  const fixed = formatFixed(value, digits - 1 - exponent)
  return keepZeros ? fixed : withoutZeros(fixed)
}

/** printf's %.{precision}e. */
export function formatExponential(value: number, precision: number): string {
  if (!Number.isFinite(value)) return formatInfinite(value)
  const [mantissa, exponent] = roundedDigits(value, precision)
  const size = Math.abs(exponent) < 10 ? `0${Math.abs(exponent)}` : `${Math.abs(exponent)}`
  return `${signOf(value)}${mantissa}e${exponent < 0 ? '-' : '+'}${size}`
}

/** printf's %.{precision}f. */
export function formatFixed(value: number, precision: number): string {
  if (!Number.isFinite(value)) return formatInfinite(value)
  const size = Math.abs(value)
  if (size >= 1e21) {
    return `${signOf(value)}${BigInt(size)}${precision > 0 ? `.${'0'.repeat(precision)}` : ''}`
  }
  if (precision > MOST_PLACES) return signOf(value) + formatLong(size, precision)
  const text = size.toFixed(precision)
  // JavaScript rounds a tie up, C to the even digit: one more digit would be a 5, and nothing after.
  const odd = text.charCodeAt(text.length - 1) % 2 === 1
  if (!odd || !isTie(size, precision)) return signOf(value) + text
  return signOf(value) + decrement(text)
}

/** More places than JavaScript gives, of a number not too small: it has 1074 binary places at most. */
function formatLong(size: number, precision: number): string {
  const scale = 2n ** 1074n
  const unit = BigInt(size * 2 ** 100) * 2n ** 974n
  const digits = `${(unit * 10n ** BigInt(precision)) / scale}`.padStart(precision + 1, '0')
  return `${digits.slice(0, -precision)}.${digits.slice(-precision)}`
}

/** `d.ddd` and the exponent of the size of `value`. */
function roundedDigits(value: number, precision: number): [string, number] {
  const size = Math.abs(value)
  const text = size.toExponential(precision)
  const at = text.indexOf('e')
  const exponent = Number(text.substring(at + 1))
  const mantissa = text.substring(0, at)
  const odd = mantissa.charCodeAt(mantissa.length - 1) % 2 === 1
  const up = odd && isTie(size, precision - exponent)
  return [up ? decrement(mantissa) : mantissa, exponent]
}

/** One less in the last digit, which is odd: this never borrows. */
function decrement(text: string): string {
  const last = text.length - 1
  return text.substring(0, last) + String.fromCharCode(text.charCodeAt(last) - 1)
}

/** Whether `size` lies exactly between two neighbours with `places` decimal places. */
function isTie(size: number, places: number): boolean {
  // size * 10^places * 2 is odd: a tie has exactly one binary place more than decimal ones.
  if (places < 0) return isTieBeforePoint(size, -places)
  if (places > 24) return false
  const scaled = size * 2 ** (places + 1)
  return Number.isInteger(scaled) && !Number.isInteger(size * 2 ** places)
}

function isTieBeforePoint(size: number, zeros: number): boolean {
  if (!Number.isInteger(size)) return false
  const unit = 10n ** BigInt(zeros)
  return BigInt(size) % unit === unit / 2n
}

function withoutZeros(text: string): string {
  return text.includes('.') ? text.replace(ZEROS, '') : text
}

function signOf(value: number): string {
  return value < 0 || Object.is(value, -0) ? '-' : ''
}

function formatInfinite(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return 'inf'
  if (value === Number.NEGATIVE_INFINITY) return '-inf'
  return isNegativeNaN(value) ? '-nan' : 'nan'
}
