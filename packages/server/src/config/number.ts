import { parseInt64 } from '@resident/bytes'
import { parseMemory } from '@resident/commands'
import { type Kind, Refusal } from './kind.ts'

export const INT_MIN = -2147483648n
export const INT_MAX = 2147483647n
export const UINT_MAX = 4294967295n
export const LONG_MAX = 9223372036854775807n
export const ULONG_MAX = 18446744073709551615n

const NOT_AN_INTEGER: Refusal = new Refusal("argument couldn't be parsed into an integer")
const NOT_MEMORY: Refusal = new Refusal('argument must be a memory value')
const NOT_MEMORY_OR_PERCENT: Refusal = new Refusal('argument must be a memory or percent value')
const NOT_OCTAL: Refusal = new Refusal("argument couldn't be parsed as an octal number")
const OVER_100_PERCENT: Refusal = new Refusal('percentage argument must be less or equal to 100')

/** A whole number; with `clamp`, one outside that range is accepted, and moved to the nearer end. */
export function integer(
  lowest: number | bigint,
  highest: number | bigint,
  clamp?: readonly [number, number],
): Kind {
  return (text) => {
    const value = parseInt64(text)
    if (value === undefined) return NOT_AN_INTEGER
    if (value < lowest || value > highest) return outside(lowest, highest)
    if (clamp === undefined) return String(value)
    return String(Math.min(Math.max(Number(value), clamp[0]), clamp[1]))
  }
}

/** Bytes, with an optional unit: 100mb is 100 * 1024 * 1024, 100m is 100 * 1000 * 1000. */
export function memory(lowest: number | bigint, highest: bigint, atLeast = 0n): Kind {
  return (text) => {
    const value = parseMemory(text)
    if (value === undefined) return NOT_MEMORY
    if (value < lowest || value > highest) return outside(lowest, highest)
    return String(value < atLeast ? atLeast : value)
  }
}

/** Bytes as `memory` reads them, or so many per cent (of maxmemory). */
export const memoryOrPercent: Kind = (text) => {
  // Redis stores per cent as negative numbers, which is also what memory beyond 2^63 becomes.
  let value = parseMemory(text)
  if (value !== undefined) value = BigInt.asIntN(64, value)
  else {
    const percent = text.endsWith('%') ? parseInt64(text.slice(0, -1)) : undefined
    if (percent === undefined || percent < 0n) return NOT_MEMORY_OR_PERCENT
    value = -percent
  }
  if (value < -100n) return OVER_100_PERCENT
  return value < 0n ? `${-value}%` : String(value)
}

/** An octal number up to `highest`, shown in octal too. */
export function octal(highest: number): Kind {
  return (text) => {
    if (!/^[0-7]+$/.test(text)) return NOT_OCTAL
    const value = Number.parseInt(text, 8)
    return value > highest
      ? new Refusal(`argument must be between 0 and ${highest.toString(8)} inclusive`)
      : value.toString(8)
  }
}

function outside(lowest: number | bigint, highest: number | bigint): Refusal {
  return new Refusal(`argument must be between ${lowest} and ${highest} inclusive`)
}
