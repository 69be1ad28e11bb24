const ZERO = 48
const NINE = 57
const MINUS = 45

export const INT64_MAX: bigint = 9223372036854775807n
export const INT64_MIN: bigint = -9223372036854775808n
export const UINT64_MAX: bigint = 18446744073709551615n

/** Whether the text has the one shape that string2ll accepts: no sign but '-', no leading zero, no blank. */
function isCanonical(text: string): boolean {
  const length = text.length
  if (length === 0 || length > 20) return false
  const negative = text.charCodeAt(0) === MINUS
  const start = negative ? 1 : 0
  if (start === length) return false
  const first = text.charCodeAt(start)
  if (first === ZERO) return !negative && length === 1
  for (let i = start; i < length; i++) {
    const code = text.charCodeAt(i)
    if (code < ZERO || code > NINE) return false
  }
  return true
}

/**
 * A signed 64-bit integer as strict as Redis's string2ll, or `undefined`.
 *
 * Beyond 2^53 the nearest double is returned, which is right for positions and
 * counts; arithmetic on such values goes through `parseInt64`.
 */
export function parseInteger(text: string): number | undefined {
  if (!isCanonical(text)) return undefined
  if (text.length < 16) return Number(text)
  return parseInt64(text) === undefined ? undefined : Number(text)
}

/** The same, exact: a bigint in the signed 64-bit range, or `undefined`. */
export function parseInt64(text: string): bigint | undefined {
  if (!isCanonical(text)) return undefined
  const value = BigInt(text)
  return value > INT64_MAX || value < INT64_MIN ? undefined : value
}

/**
 * What Redis would keep as an integer-encoded string: a number where that is
 * exact, a bigint in the rest of the 64-bit range, `undefined` for any other text.
 */
export function parseStoredInteger(text: string): number | bigint | undefined {
  if (!isCanonical(text)) return undefined
  if (text.length < 16) return Number(text)
  const value = parseInt64(text)
  return value === undefined ? undefined : shrink(value)
}

/** The bigint as a number where that is exact. */
export function shrink(value: bigint): number | bigint {
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : value
}
