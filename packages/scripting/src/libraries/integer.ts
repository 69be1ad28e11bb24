const TWO_63 = 2 ** 63
const TWO_64 = 2 ** 64

/** A double as x86's C casts it to int64: cut towards zero; -2^63 where that has no room for it. */
export function toInt64(value: number): number {
  return value >= -TWO_63 && value < TWO_63 ? Math.trunc(value) : -TWO_63
}

/** An int64 that C casts to int: its low 32 bits. */
export function toInt32(value: number): number {
  return toInt64(value) | 0
}

/**
 * A double as x86's C casts it to uint64: 0 where it is too large. What is negative stands for the number
 * that is 2^64 more, so it has the same bits.
 */
export function toUint64(value: number): number {
  if (value < TWO_63) return toInt64(value)
  if (value < TWO_64) return value
  return Number.isNaN(value) ? -TWO_63 : 0
}
