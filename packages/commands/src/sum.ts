import { INT64_MAX, INT64_MIN, shrink } from '@resident/bytes'
import { err } from './errors.ts'

/** The sum for INCRBY, HINCRBY and similar: exact. Throws if it does not fit in 64 bits. */
export function sum(a: number | bigint, b: number | bigint): number | bigint {
  if (typeof a === 'number' && typeof b === 'number') {
    const quick = a + b
    if (Number.isSafeInteger(quick)) return quick
  }
  const exact = BigInt(a) + BigInt(b)
  if (exact > INT64_MAX || exact < INT64_MIN) throw err('increment or decrement would overflow')
  return shrink(exact)
}
