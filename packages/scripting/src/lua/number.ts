import { parseScoreBound, trimEnd } from '@resident/bytes'
import { cString } from './c-string.ts'
import { nan } from './nan.ts'
import { formatGeneral } from './printf.ts'

// No character can belong to two parts of a pattern, so that a long text that is no number is refused in linear time.
/** What JavaScript reads as strtod does, blanks around it included. */
const PLAIN = /^[\t-\r ]*(?:[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?|0x[\da-f]+)[\t-\r ]*$/i
/** How whatever else strtod reads begins. */
const OTHER = /^[\t-\r ]*[+-]?(?:0x|inf|nan)/i
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
  const prefix = base === 16 ? '(?:0[xX](?=[\\da-fA-F]))?' : ''
  const match = new RegExp(`^[\\t-\\r ]*([+-]?)${prefix}([\\da-zA-Z]+)[\\t-\\r ]*$`).exec(
    cString(text),
  )
  if (match === null) return undefined
  let value = 0n
  for (const digit of match[2]!) {
    const worth = Number.parseInt(digit, 36)
    if (worth >= base) return undefined
    // Beyond 64 bits, only whether the rest are digits is of interest.
    if (value < TWO_64) value = value * BigInt(base) + BigInt(worth)
  }
  if (value >= TWO_64) return 2 ** 64
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
