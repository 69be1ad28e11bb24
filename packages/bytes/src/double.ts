import { toDouble } from './binary-float.ts'
import { ascii, type Bytes } from './bytes.ts'
import { type Exact, isDecimal, readHexadecimal, readInfinity } from './float-text.ts'
import { LongDouble } from './long-double.ts'

const MINUS = 45
const ZERO = 48
/** Every integer of this many characters is exact as a double. */
const MOST_PLAIN = 15
/** A number with more binary places than this has more than 18 decimal digits, as 5 to that power does. */
const MOST_PLACES = 25

/**
 * Parses a double as strictly as Redis's string2d: the whole text, no blanks, no NaN, no overflow to infinity and no
 * underflow to zero. Accepts "inf", "1e5" and "0x1p3". `undefined` for anything else.
 */
export function parseDouble(text: string): number | undefined {
  const plain = plainInteger(text)
  if (plain !== undefined) return plain
  if (isDecimal(text)) {
    const value = Number(text)
    if (!Number.isFinite(value)) return undefined
    return value === 0 && /^[^e]*[1-9]/i.test(text) ? undefined : value
  }
  const exact = readHexadecimal(text)
  if (exact === undefined) return readInfinity(text)
  const value = hexadecimal(exact)
  if (!Number.isFinite(value)) return undefined
  return value === 0 && exact.digits !== 0n ? undefined : value
}

/** The fast path for most scores: an optional minus and digits, leading zeros allowed. `undefined` for anything else. */
function plainInteger(text: string): number | undefined {
  const isNegative = text.charCodeAt(0) === MINUS
  const start = isNegative ? 1 : 0
  if (text.length === start || text.length > MOST_PLAIN) return undefined
  let value = 0
  for (let i = start; i < text.length; i++) {
    const digit = text.charCodeAt(i) - ZERO
    if (digit < 0 || digit > 9) return undefined
    value = value * 10 + digit
  }
  return isNegative ? -value : value
}

/**
 * One end of a range of scores (without the bracket), read as C's strtod does: leading blanks are skipped, an empty text
 * is 0, overflow gives infinity and underflow 0, and a zero byte ends the text. `undefined` for NaN and for what is no number.
 */
export function parseScoreBound(text: string): number | undefined {
  const end = text.indexOf('\0')
  const seen = end === -1 ? text : text.substring(0, end)
  if (seen === '') return 0
  const number = seen.replace(/^[\t-\r ]+/, '')
  if (isDecimal(number)) return Number(number)
  const exact = readHexadecimal(number)
  return exact === undefined ? readInfinity(number) : hexadecimal(exact)
}

function hexadecimal({ negative, digits, twos }: Exact): number {
  const size = toDouble(digits, twos)
  return negative ? -size : size
}

/** printf's %.17g, as Redis 7.0 writes scores: 3.1 is 3.1000000000000001. */
export function formatDouble(value: number): Bytes {
  if (Number.isSafeInteger(value)) return ascii(Object.is(value, -0) ? '-0' : String(value))
  if (!Number.isFinite(value)) return ascii(value > 0 ? 'inf' : value < 0 ? '-inf' : 'nan')
  const size = Math.abs(value)
  // The common case: 17 digits around a point, neither an integer nor anything that could be a tie.
  if (size >= 1e-4 && size < 1e17 && !Number.isInteger(value * 2 ** MOST_PLACES)) {
    return ascii(withoutZeros(value.toPrecision(17), 0))
  }
  const sign = value < 0 ? '-' : ''
  const text = seventeenDigits(size)
  const digits = text[0] + text.substring(2, 18)
  const exponent = Number(text.substring(19))
  return ascii(sign + spell(digits, exponent))
}

/** `%g`: with an exponent where it is less than -4, or not less than the number of digits. */
function spell(digits: string, exponent: number): string {
  if (exponent < -4 || exponent >= digits.length) {
    const size = String(Math.abs(exponent)).padStart(2, '0')
    return `${decimal(digits, 1)}e${exponent < 0 ? '-' : '+'}${size}`
  }
  return exponent < 0
    ? decimal(`${'0'.repeat(-exponent)}${digits}`, 1)
    : decimal(digits, exponent + 1)
}

/** Puts a point after the first `whole` digits, and drops trailing zeros. */
function decimal(digits: string, whole: number): string {
  const shown = withoutZeros(digits, whole)
  return shown.length === whole ? shown : `${shown.substring(0, whole)}.${shown.substring(whole)}`
}

/** Drops trailing zeros, but none of the first `kept` characters. */
function withoutZeros(text: string, kept: number): string {
  let end = text.length
  while (end > kept && text.charCodeAt(end - 1) === ZERO) end--
  return text.substring(0, end)
}

/** As Redis writes a coordinate for people: printf's %.17Lf without trailing zeros, and no exponent. */
export function formatHumanDouble(value: number): Bytes {
  return Number.isSafeInteger(value) ? ascii(String(value)) : LongDouble.of(value).format()
}

/** `d.ddd…e±n`, with 17 digits. Where exactly half a unit would follow, C rounds to even and JavaScript rounds up. */
function seventeenDigits(value: number): string {
  const text = value.toExponential(16)
  // Half a unit follows only if the number has exactly 18 digits; it has as many decimal places as binary ones.
  const places = 17 - Number(text.substring(19))
  if (places < 1 || places > MOST_PLACES || !Number.isInteger(value * 2 ** places)) return text
  const isTie = !Number.isInteger(value * 2 ** (places - 1))
  const exact = value.toExponential(17)
  return isTie && exact.charCodeAt(17) % 2 === 0
    ? exact.substring(0, 18) + exact.substring(19)
    : text
}
