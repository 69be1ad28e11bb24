import { shrink } from '@resident/bytes'

/** A signed 64-bit counter: a number where that is exact, else a bigint. */
export type Counter = number | bigint

/** The sum; beyond 64 bits it wraps round, as in C. */
export function add(a: Counter, b: Counter): Counter {
  if (typeof a === 'number' && typeof b === 'number') {
    const quick = a + b
    if (Number.isSafeInteger(quick)) return quick
  }
  return shrink(BigInt.asIntN(64, BigInt(a) + BigInt(b)))
}
