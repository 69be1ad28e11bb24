import { parseScoreBound } from '@resident/bytes'
import { nan } from '../../lua/nan.ts'

const DECIMAL = /[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?/iy
const HEXADECIMAL = /[+-]?0x(?:[\da-f]+\.?[\da-f]*|\.[\da-f]+)(?:p[+-]?\d+)?/iy
const INFINITY = /[+-]?inf(?:inity)?/iy
const NAN = /[+-]?nan(?:\(\w*\))?/iy

const ZERO = 48
const MINUS = 45
const POINT = 46
/** An integer of this many digits is exact as a double, and so is ten to this power. */
const SAFE_DIGITS = 15
const POWERS_OF_TEN = Array.from({ length: SAFE_DIGITS + 1 }, (_, power) => 10 ** power)

/** A number that a text begins with. */
export interface Numeral {
  value: number
  /** Where the text goes on. */
  end: number
}

/** Reads into `into` the longest number at `start`, as C's strtod sees it; returns whether there is one. */
export function readNumber(text: string, start: number, into: Numeral): boolean {
  return readShort(text, start, into) || readAny(text, start, into)
}

/** The common case: few digits, perhaps a point among them, and nothing after them that could belong to a number. */
function readShort(text: string, start: number, into: Numeral): boolean {
  const isNegative = text.charCodeAt(start) === MINUS
  const first = isNegative ? start + 1 : start
  let value = 0
  let at = first
  let point = -1
  for (; at - first <= SAFE_DIGITS; at++) {
    const code = text.charCodeAt(at)
    if (code === POINT && point === -1 && at > first) point = at
    else if (code >= ZERO && code <= ZERO + 9) value = value * 10 + code - ZERO
    else break
  }
  if (at === first || at - first > SAFE_DIGITS || isNumberLike(text.charCodeAt(at))) return false
  // Exact: an integer divided by a power of ten, both of which a double holds.
  if (point !== -1) value /= POWERS_OF_TEN[at - point - 1] as number
  into.value = isNegative ? -value : value
  into.end = at
  return true
}

/** Whether it is one of `.eExX`. */
function isNumberLike(code: number): boolean {
  const lower = code | 0x20
  return code === POINT || lower === 0x65 || lower === 0x78
}

function readAny(text: string, start: number, into: Numeral): boolean {
  const match = matchAt(HEXADECIMAL, text, start)
  if (match !== undefined) return found(parseScoreBound(match) as number, match, start, into)
  const decimal = matchAt(DECIMAL, text, start)
  if (decimal !== undefined) return found(Number(decimal), decimal, start, into)
  const infinity = matchAt(INFINITY, text, start)
  if (infinity !== undefined)
    return found(parseScoreBound(infinity) as number, infinity, start, into)
  const word = matchAt(NAN, text, start)
  return word === undefined ? false : found(nan(word.startsWith('-')), word, start, into)
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
