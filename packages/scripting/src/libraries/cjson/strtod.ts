import { parseScoreBound } from '@resident/bytes'
import { NEGATIVE_NAN } from '../float-bytes.ts'

const DECIMAL = /[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?/iy
const HEXADECIMAL = /[+-]?0x(?:[\da-f]+\.?[\da-f]*|\.[\da-f]+)(?:p[+-]?\d+)?/iy
const INFINITY = /[+-]?inf(?:inity)?/iy
const NAN = /[+-]?nan(?:\(\w*\))?/iy

const ZERO = 48
const NINE = 57
/** So many digits are an integer that a double holds. */
const SAFE_DIGITS = 15

/** A number that a text begins with. */
export interface Numeral {
  value: number
  /** Where the text goes on. */
  end: number
}

/** Reads the longest number at `start` that C's strtod sees there into `into`; says whether there is one. */
export function readNumber(text: string, start: number, into: Numeral): boolean {
  return readDigits(text, start, into) || readAny(text, start, into)
}

/** The common case: an integer, and nothing behind it that could belong to a number. */
function readDigits(text: string, start: number, into: Numeral): boolean {
  let value = 0
  let at = start
  for (; at - start <= SAFE_DIGITS; at++) {
    const digit = text.charCodeAt(at)
    if (!(digit >= ZERO && digit <= NINE)) break
    value = value * 10 + digit - ZERO
  }
  if (at === start || at - start > SAFE_DIGITS || /[.ex]/i.test(text.charAt(at))) return false
  into.value = value
  into.end = at
  return true
}

function readAny(text: string, start: number, into: Numeral): boolean {
  const match = matchAt(HEXADECIMAL, text, start)
  if (match !== undefined) return found(parseScoreBound(match) as number, match, start, into)
  const decimal = matchAt(DECIMAL, text, start)
  if (decimal !== undefined) return found(Number(decimal), decimal, start, into)
  const infinity = matchAt(INFINITY, text, start)
  if (infinity !== undefined)
    return found(parseScoreBound(infinity) as number, infinity, start, into)
  const nan = matchAt(NAN, text, start)
  if (nan === undefined) return false
  return found(nan.startsWith('-') ? NEGATIVE_NAN : Number.NaN, nan, start, into)
}

function matchAt(pattern: RegExp, text: string, start: number): string | undefined {
  pattern.lastIndex = start
  return pattern.exec(text)?.[0]
}

function found(value: number, match: string, start: number, into: Numeral): boolean {
  into.value = value
  into.end = start + match.length
  return true
}
