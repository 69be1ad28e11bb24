const TWO_63 = 2 ** 63

/** A double as x86's C casts it to int64: cut towards zero; -2^63 where that has no room for it. */
export function toInt64(value: number): number {
  return value >= -TWO_63 && value < TWO_63 ? Math.trunc(value) : -TWO_63
}

/** An int64 that C casts to int: its low 32 bits. */
export function toInt32(value: number): number {
  return toInt64(value) | 0
}
