import { toInteger } from '../../lua/number.ts'

const TWO_63 = 2 ** 63
const TWO_64 = 2 ** 64

/**
 * A double as C casts it to uint64 on x86: 0 if it is too large. A negative number becomes the one
 * that is 2^64 more, so it has the same bits.
 */
export function toUint64(value: number): number {
  if (value < TWO_63) return toInteger(value)
  if (value < TWO_64) return value
  return Number.isNaN(value) ? -TWO_63 : 0
}
