import type { Bytes } from '@resident/bytes'
import { REGISTERS } from './layout.ts'
import { murmurHash } from './murmur-hash.ts'

/** Bits of the hash that choose the register. */
const INDEX_BITS = 14

/** What an element does to a HyperLogLog: it raises a register to a count, unless it stands there already. */
export interface Observation {
  readonly register: number
  /** From 1 to 51: zeros, and the one after them, at the end of what the hash has left. */
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
