import { nan } from './nan.ts'
import { formatGeneral } from './printf.ts'

const BLANK = /[\t-\r ]/
const DECIMAL = /^[\t-\r ]*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/
const HEXADECIMAL = /^[\t-\r ]*([+-]?)0[xX]([\da-fA-F]*)(?:\.([\da-fA-F]*))?(?:[pP]([+-]?\d+))?/
const WORD = /^[\t-\r ]*([+-]?)(inf(?:inity)?|nan(?:\([\w]*\))?)/i

/** Numbers as `..` and `tostring` write them: %.14g. */
export function numberToString(value: number): string {
  // Most are small integers, which are written as JavaScript does; but not -0.
  if ((value | 0) === value && (value !== 0 || 1 / value > 0)) return `${value}`
  const size = Math.abs(value)
  if (size >= 1e-4 && size < 1e14) {
    // JavaScript's shortest form: with no more than 14 digits it is %.14g's as well.
    const shortest = `${value}`
    if (shortest.length <= 15) return shortest
  }
  return formatGeneral(value, 14)
}

/** The number that a text spells, as C's strtod reads it up to a zero byte, or undefined. */
export function stringToNumber(text: string): number | undefined {
  return plainInteger(text) ?? strtod(text)
}

/** Digits and nothing else, as most are; so few that their number is exact. */
function plainInteger(text: string): number | undefined {
  if (text.length === 0 || text.length > 15) return undefined
  let value = 0
  for (let i = 0; i < text.length; i++) {
    const digit = text.charCodeAt(i) - 48
    if (digit < 0 || digit > 9) return undefined
    value = 10 * value + digit
  }
  return value
}

function strtod(text: string): number | undefined {
  const end = text.indexOf('\0')
  const seen = end === -1 ? text : text.substring(0, end)
  const found = readNumber(seen)
  if (found === undefined) return undefined
  for (let i = found.end; i < seen.length; i++) if (!BLANK.test(seen[i]!)) return undefined
  return found.value
}

function readNumber(text: string): { value: number; end: number } | undefined {
  const hexadecimal = HEXADECIMAL.exec(text)
  if (hexadecimal !== null) {
    const value = readHexadecimal(hexadecimal)
    if (value !== undefined) return { value, end: hexadecimal[0].length }
  }
  const decimal = DECIMAL.exec(text)
  if (decimal !== null) return { value: Number(decimal[0]), end: decimal[0].length }
  const word = WORD.exec(text)
  if (word === null) return undefined
  const isNegative = word[1] === '-'
  const isInfinity = word[2]![0]!.toLowerCase() === 'i'
  const infinity = isNegative ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  return { value: isInfinity ? infinity : nan(isNegative), end: word[0].length }
}

function readHexadecimal([, sign, whole = '', fraction = '', exponent = '0']: RegExpExecArray):
  | number
  | undefined {
  const digits = `${whole}${fraction}`
  if (digits === '') return undefined
  const value = Number(BigInt(`0x${digits}`)) * 2 ** (Number(exponent) - 4 * fraction.length)
  return sign === '-' ? -value : value
}

/** What a string spells in `base`, as C's strtoul reads it; undefined if that is not all of it. */
export function stringToInteger(text: string, base: number): number | undefined {
  const end = text.indexOf('\0')
  const seen = end === -1 ? text : text.substring(0, end)
  const prefix = base === 16 ? '(?:0[xX](?=[\\da-fA-F]))?' : ''
  const match = new RegExp(`^[\\t-\\r ]*([+-]?)${prefix}([\\da-zA-Z]+)[\\t-\\r ]*$`).exec(seen)
  if (match === null) return undefined
  let value = 0n
  for (const digit of match[2]!) {
    const worth = Number.parseInt(digit, 36)
    if (worth >= base) return undefined
    value = value * BigInt(base) + BigInt(worth)
  }
  if (value >= 1n << 64n) return 2 ** 64
  return Number(match[1] === '-' ? BigInt.asUintN(64, -value) : value)
}

/** A double as C casts it to a 64-bit integer on x86-64: cut towards zero, or the smallest of all. */
export function toInt64(value: number): bigint {
  const whole = Math.trunc(value)
  return whole >= -(2 ** 63) && whole < 2 ** 63 ? BigInt(whole) : -(1n << 63n)
}

/** The same as a number, exact only where doubles are. */
export function toInteger(value: number): number {
  const whole = Math.trunc(value)
  return whole >= -(2 ** 63) && whole < 2 ** 63 ? whole + 0 : -(2 ** 63)
}

/** A double cast to C's `int` by way of 64 bits, as luaL_checkint does. */
export function toInt32(value: number): number {
  const whole = toInteger(value)
  return (whole | 0) === whole ? whole : Number(BigInt.asIntN(32, BigInt(whole)))
}
