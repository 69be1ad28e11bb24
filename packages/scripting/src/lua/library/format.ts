/** string.format: C's printf, with what 5.1 accepts of it. */

import { lua_gettop, push } from '../api.ts'
import { luaL_argerror, luaL_checkbytes, luaL_checknumber, luaL_error } from '../auxiliary.ts'
import { cString } from '../c-string.ts'
import { counted } from '../memory.ts'
import { toInt64 } from '../number.ts'
import { formatExponential, formatFixed, formatGeneral } from '../printf.ts'
import type { LuaState } from '../state.ts'

/** One conversion: `%-5.2f`. */
interface Item {
  readonly flags: string
  readonly width: number
  /** -1 where none is given. */
  readonly precision: number
  readonly conversion: string
  readonly length: number
}

/** Strings of this length and more are not padded, if no precision is given. */
const LONG = 100
const MOST_FLAGS = 5

export function format(L: LuaState): number {
  const top = lua_gettop(L)
  const text = luaL_checkbytes(L, 1)
  let argument = 1
  let result = ''
  let kept = 0
  for (let at = text.indexOf('%'); at !== -1; at = text.indexOf('%', kept)) {
    result += text.substring(kept, at)
    if (text[at + 1] === '%') {
      result += '%'
      kept = at + 2
      continue
    }
    argument++
    if (argument > top) luaL_argerror(L, argument, 'no value')
    const item = parseItem(L, text, at + 1)
    result += convert(L, item, argument)
    kept = at + 1 + item.length
  }
  push(L, counted(result + text.substring(kept)))
  return 1
}

function parseItem(L: LuaState, text: string, at: number): Item {
  const rest = text.substring(at, at + 16)
  const flags = /^[-+ #0]*/.exec(rest)![0]
  if (flags.length > MOST_FLAGS) luaL_error(L, 'invalid format (repeated flags)')
  const [sizes, width, precision] = /^(\d{0,2})(?:\.(\d{0,2}))?/.exec(rest.substring(flags.length))!
  const before = flags.length + sizes.length
  const conversion = rest[before] ?? '\0'
  if (conversion >= '0' && conversion <= '9') {
    luaL_error(L, 'invalid format (width or precision too long)')
  }
  return {
    flags,
    width: Number(width),
    precision: precision === undefined ? -1 : Number(precision),
    conversion,
    length: before + 1,
  }
}

function convert(L: LuaState, item: Item, argument: number): string {
  switch (item.conversion) {
    case 'c':
      // A zero byte ends the text for C, and what follows it.
      return cString(pad(String.fromCharCode(toByte(luaL_checknumber(L, argument))), item))
    case 'd':
    case 'i':
      return formatSigned(luaL_checknumber(L, argument), item)
    case 'o':
    case 'u':
    case 'x':
    case 'X':
      return formatUnsigned(luaL_checknumber(L, argument), item)
    case 'e':
    case 'E':
    case 'f':
    case 'g':
    case 'G':
      return formatDouble(luaL_checknumber(L, argument), item)
    case 'q':
      return quoted(luaL_checkbytes(L, argument))
    case 's':
      return formatString(luaL_checkbytes(L, argument), item)
    default:
      return luaL_error(L, `invalid option '%${cString(item.conversion)}' to 'format'`)
  }
}

/** A double cast to int, and that to a byte. */
function toByte(value: number): number {
  return Math.abs(value) < 2 ** 31 ? Math.trunc(value) & 255 : 0
}

function formatString(text: string, item: Item): string {
  if (item.precision < 0 && text.length >= LONG) return text
  const seen = cString(text)
  return pad(item.precision < 0 ? seen : seen.substring(0, item.precision), item)
}

function formatSigned(value: number, item: Item): string {
  const whole = toInt64(value)
  const digits = atLeast(`${whole < 0n ? -whole : whole}`, item.precision)
  return padNumber(signOf(whole < 0n, item.flags), digits, item, item.precision < 0)
}

function formatUnsigned(value: number, item: Item): string {
  const whole = BigInt.asUintN(64, toUnsigned(value))
  const { conversion, flags, precision } = item
  const radix = conversion === 'o' ? 8 : conversion === 'u' ? 10 : 16
  let digits = atLeast(whole.toString(radix), precision)
  let prefix = ''
  if (flags.includes('#')) {
    if (radix === 8 && digits[0] !== '0') digits = `0${digits}`
    if (radix === 16 && whole !== 0n) prefix = '0x'
  }
  const text = padNumber(prefix, digits, item, precision < 0)
  return conversion === 'X' ? text.toUpperCase() : text
}

/** A double as C casts it to an unsigned 64-bit integer on x86-64. */
function toUnsigned(value: number): bigint {
  const half = 2 ** 63
  if (value >= half) return value < 2 * half ? BigInt(Math.trunc(value)) : 0n
  return toInt64(value)
}

/** As many digits as the precision says; none at all of zero where it says 0. */
function atLeast(digits: string, precision: number): string {
  if (precision === 0 && digits === '0') return ''
  return digits.padStart(precision, '0')
}

function formatDouble(value: number, item: Item): string {
  const { conversion, flags } = item
  const precision = item.precision < 0 ? 6 : item.precision
  const text = sizeOf(value, conversion.toLowerCase(), precision, flags.includes('#'))
  const isNegative = text[0] === '-'
  const digits = isNegative ? text.substring(1) : text
  const shown = padNumber(signOf(isNegative, flags), digits, item, Number.isFinite(value))
  return conversion === conversion.toUpperCase() ? shown.toUpperCase() : shown
}

function sizeOf(
  value: number,
  conversion: string,
  precision: number,
  isAlternate: boolean,
): string {
  if (conversion === 'g')
    return withPoint(formatGeneral(value, precision, isAlternate), isAlternate)
  const text =
    conversion === 'e' ? formatExponential(value, precision) : formatFixed(value, precision)
  return withPoint(text, isAlternate)
}

/** `#` wants a decimal point even where nothing follows it. */
function withPoint(text: string, isWanted: boolean): string {
  if (!isWanted || text.includes('.') || !/\d/.test(text)) return text
  const at = text.indexOf('e')
  return at === -1 ? `${text}.` : `${text.substring(0, at)}.${text.substring(at)}`
}

function signOf(isNegative: boolean, flags: string): string {
  if (isNegative) return '-'
  if (flags.includes('+')) return '+'
  return flags.includes(' ') ? ' ' : ''
}

/** `sign` and `digits` with zeros in between, or blanks before or after them. */
function padNumber(sign: string, digits: string, item: Item, mayHaveZeros: boolean): string {
  const { flags, width } = item
  if (mayHaveZeros && flags.includes('0') && !flags.includes('-')) {
    return sign + digits.padStart(width - sign.length, '0')
  }
  return pad(sign + digits, item)
}

function pad(text: string, { flags, width }: Item): string {
  return flags.includes('-') ? text.padEnd(width) : text.padStart(width)
}

/** %q: a string as Lua would read it. */
function quoted(text: string): string {
  const shown = text.replace(/["\\\n\r\0]/g, (c) => {
    if (c === '\r') return '\\r'
    return c === '\0' ? '\\000' : `\\${c}`
  })
  return `"${shown}"`
}
