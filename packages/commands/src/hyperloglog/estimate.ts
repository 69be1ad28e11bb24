import { INT64_MIN } from '@resident/bytes'
import { REGISTERS } from './layout.ts'

/** The highest count that a 64-bit hash, of which 14 bits are the index, can give. */
const HIGHEST = 51
/** 1 / (2 ln 2) */
const ALPHA = 0.7213475204444817

/** The cardinality estimated from the registers: Ertl's improved estimator (arXiv:1702.01284), summed in Redis's order. */
export function estimate(registers: Uint8Array): number | bigint {
  const counts = new Uint32Array(64)
  for (let i = 0; i < REGISTERS; i++) counts[registers[i]!]!++
  let z = REGISTERS * tau((REGISTERS - counts[HIGHEST]!) / REGISTERS)
  for (let count = HIGHEST - 1; count >= 1; count--) z = (z + counts[count]!) * 0.5
  z += REGISTERS * sigma(counts[0]! / REGISTERS)
  return rounded((ALPHA * REGISTERS * REGISTERS) / z)
}

/** As llroundl(), which returns the least integer for what does not fit in 64 bits. */
function rounded(value: number): number | bigint {
  if (value >= 2 ** 63) return INT64_MIN
  const integer = Math.round(value)
  return Number.isSafeInteger(integer) ? integer : BigInt(integer)
}

function sigma(share: number): number {
  if (share === 1) return Number.POSITIVE_INFINITY
  let x = share
  let y = 1
  let z = x
  for (let before = Number.NaN; before !== z; ) {
    x *= x
    before = z
    z += x * y
    y += y
  }
  return z
}

function tau(share: number): number {
  if (share === 0 || share === 1) return 0
  let x = share
  let y = 1
  let z = 1 - x
  for (let before = Number.NaN; before !== z; ) {
    x = Math.sqrt(x)
    before = z
    y *= 0.5
    z -= (1 - x) * (1 - x) * y
  }
  return z / 3
}
