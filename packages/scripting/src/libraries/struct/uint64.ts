import { toInteger } from '../../lua/number.ts'

const TWO_63 = 2 ** 63
const TWO_64 = 2 ** 64

/**
 * A double as x86's C casts it to uint64: 0 where it is too large. What is negative stands for the number
 * that is 2^64 more, so it has the same bits.
 */
export function toUint64(value: number): number {
  if (value < TWO_63) return toInteger(value)
  if (value < TWO_64) return value
  return Number.isNaN(value) ? -TWO_63 : 0
}
