import { toDouble } from './binary-float.ts'
import { ascii, type Bytes } from './bytes.ts'
import { type Exact, isDecimal, readHexadecimal, readInfinity } from './float-text.ts'
import { parseInteger } from './integer.ts'
import { LongDouble } from './long-double.ts'

const ZERO = 48
const FIVE = 53
const POINT = 46

/**
 * A double as strict as Redis's string2d, or `undefined`: the whole text, no blanks, no NaN, and nothing too
 * large to be finite or too small to be more than zero. "inf" is read, "1e5" and "0x1p3" too.
 */
export function parseDouble(text: string): number | undefined {
  const integer = text.length < 16 ? parseInteger(text) : undefined
  if (integer !== undefined) return integer
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

/**
 * One end of a range of scores (without the bracket), as C's strtod reads it: blanks in front, nothing at all (0),
 * what is too large (infinite) and too small (0) are all accepted, and a zero byte ends the text. NaN is not.
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
  if (size >= 1e-4 && size < 1e17) return ascii(withoutZeros(digits(value)))
  const text = value.toExponential(16)
  const e = text.indexOf('e')
  const exponent = text.substring(e + 2).padStart(2, '0')
  return ascii(`${withoutZeros(text.substring(0, e))}e${text[e + 1]}${exponent}`)
}

/** As Redis writes a coordinate for people: printf's %.17Lf without zeros at the end, and no exponent. */
export function formatHumanDouble(value: number): Bytes {
  return Number.isSafeInteger(value) ? ascii(String(value)) : LongDouble.of(value).format()
}

/** 17 significant digits. Where exactly half a unit follows, C goes to the even digit and JavaScript up. */
function digits(value: number): string {
  const text = value.toPrecision(17)
  // Half a unit after 17 digits means 18 in all, so at most 17 binary places.
  if (!Number.isInteger(value * 0x20000)) return text
  const exact = value.toPrecision(40)
  const half = 18 + exact.length - 40
  if (exact.charCodeAt(half - 1) !== FIVE || !/^0*$/.test(exact.substring(half))) return text
  const last = exact.charCodeAt(half - 2) === POINT ? half - 3 : half - 2
  return exact.charCodeAt(last) % 2 === 0 ? exact.substring(0, half - 1) : text
}

function withoutZeros(text: string): string {
  if (!text.includes('.')) return text
  let end = text.length
  while (text.charCodeAt(end - 1) === ZERO) end--
  if (text.charCodeAt(end - 1) === POINT) end--
  return text.substring(0, end)
}
