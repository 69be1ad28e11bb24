import { formatDouble } from '@resident/bytes'
import { DAMAGED } from './damage.ts'
import type { Entry } from './entries.ts'
import type { Input } from './input.ts'
import type { ListpackWriter } from './listpack-writer.ts'

const NAN = 253
const INFINITY = 254
const MINUS_INFINITY = 255

/** Beyond this Redis does not check whether a double is an integer. */
const MOST_INTEGER = 2 ** 62

const NUMBER = /^[ \t-\r]*([+-]?(?:(inf)(?:inity)?|nan|(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?))/i

/** Adds a score in the form it has in a listpack: an integer if it is one, else its text. */
export function appendScore(listpack: ListpackWriter, score: number): void {
  if (!Number.isInteger(score) || Math.abs(score) > MOST_INTEGER) {
    listpack.append(formatDouble(score))
  } else if (Number.isSafeInteger(score)) {
    listpack.appendInteger(score)
  } else {
    listpack.appendInteger(BigInt(score))
  }
}

/** The score in an entry of a listpack or ziplist. Throws DAMAGED for NaN. */
export function scoreOf(entry: Entry): number {
  return typeof entry === 'string' ? checked(leadingNumber(entry) ?? 0) : Number(entry)
}

/** Reads a score of 8 bytes. Throws DAMAGED for NaN. */
export function readBinaryScore(input: Input): number {
  return checked(input.double())
}

/** Reads a score as it was written before RDB version 8: a length, and text of that length. */
export function readTextScore(input: Input): number {
  const length = input.byte()
  if (length === INFINITY) return Infinity
  if (length === MINUS_INFINITY) return -Infinity
  if (length === NAN) throw DAMAGED
  const score = leadingNumber(input.text(length))
  if (score === undefined) throw DAMAGED
  return checked(score)
}

/** The number that the text begins with, as strtod() reads it; hexadecimal numbers are not read. */
function leadingNumber(text: string): number | undefined {
  const match = NUMBER.exec(text)
  if (match === null) return undefined
  if (match[2] !== undefined) return match[1]?.startsWith('-') ? -Infinity : Infinity
  return Number(match[1])
}

function checked(score: number): number {
  if (Number.isNaN(score)) throw DAMAGED
  return score
}
