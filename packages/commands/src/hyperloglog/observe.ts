import type { Bytes } from '@resident/bytes'
import { REGISTERS } from './layout.ts'
import { murmurHash } from './murmur-hash.ts'

/** How many bits of the hash choose the register. */
const INDEX_BITS = 14

/** What adding an element does: it raises a register to `count`, unless that is as high already. */
export interface Observation {
  readonly register: number
  /** From 1 to 51: the number of trailing zeros in the rest of the hash, plus 1. */
  readonly count: number
}

export function observe(element: Bytes): Observation {
  const { high, low } = murmurHash(element)
  const register = low & (REGISTERS - 1)
  const rest = low >>> INDEX_BITS
  if (rest !== 0) return { register, count: trailingZeros(rest) + 1 }
  // Redis ends the search with a one just above the hash.
  const count = high === 0 ? 64 - INDEX_BITS : 32 - INDEX_BITS + trailingZeros(high)
  return { register, count: count + 1 }
}

function trailingZeros(word: number): number {
  return 31 - Math.clz32(word & -word)
}
