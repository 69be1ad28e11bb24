import { parseScoreBound, trim, trimEnd } from '@resident/bytes'
import { cString } from './c-string.ts'
import { nan } from './nan.ts'
import { formatGeneral } from './printf.ts'

// No character can belong to two parts of a pattern, so that a long text that is no number is refused in linear time.
/** What JavaScript reads as strtod does, blanks around it included. */
const PLAIN = /^[\t-\r ]*(?:[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?|0x[\da-f]+)[\t-\r ]*$/i
/** How whatever else strtod reads begins. */
const OTHER = /^[\t-\r ]*[+-]?(?:0x|inf|nan)/i
/** A prefix, if a digit follows it. */
const HEXADECIMAL = /^0x[\da-f]/i
const TWO_64 = 1n << 64n
const BLANKS = ' \t\n\v\f\r'
const NAN = /^[\t-\r ]*([+-]?)nan(?:\(\w*\))?$/i

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
  const seen = cString(text)
  if (PLAIN.test(seen)) return Number(seen)
  if (!OTHER.test(seen)) return undefined
  const spelling = trimEnd(seen, BLANKS)
  const word = NAN.exec(spelling)
  return word === null ? parseScoreBound(spelling) : nan(word[1] === '-')
}

/** What a string spells in `base`, as C's strtoul reads it; undefined if that is not all of it. */
export function stringToInteger(text: string, base: number): number | undefined {
  const spelling = trim(cString(text), BLANKS)
  const isNegative = spelling[0] === '-'
  let start = isNegative || spelling[0] === '+' ? 1 : 0
  if (base === 16 && HEXADECIMAL.test(spelling.substring(start, start + 3))) start += 2
  if (start === spelling.length) return undefined
  let value = 0
  for (let i = start; i < spelling.length; i++) {
    const worth = worthOf(spelling.charCodeAt(i))
    if (worth >= base) return undefined
    value = value * base + worth
  }
  if (value > Number.MAX_SAFE_INTEGER)
    return largeInteger(spelling.substring(start), base, isNegative)
  return isNegative && value > 0 ? 2 ** 64 - value : value
}

/** Of a digit or letter; more than any digit's where it is neither. */
function worthOf(c: number): number {
  if (c >= 48 && c <= 57) return c - 48
  const letter = c | 0x20
  return letter >= 97 && letter <= 122 ? letter - 87 : 36
}

/** More than 64 bits count as all of them and one. */
function largeInteger(digits: string, base: number, isNegative: boolean): number {
  let value = 0n
  for (let i = 0; i < digits.length && value < TWO_64; i++) {
    value = value * BigInt(base) + BigInt(worthOf(digits.charCodeAt(i)))
  }
  if (value >= TWO_64) return 2 ** 64
  return Number(isNegative ? TWO_64 - value : value)
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
