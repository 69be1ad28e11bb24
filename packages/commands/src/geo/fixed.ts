import { ascii, type Bytes } from '@resident/bytes'

/** printf's %.4f and similar. Where exactly half a unit is left, it rounds to even, and JavaScript would round up. */
export function formatFixed(value: number, digits: number): Bytes {
  if (Number.isNaN(value)) return ascii('-nan')
  if (!Number.isFinite(value)) return ascii(value < 0 ? '-inf' : 'inf')
  const sign = value < 0 || Object.is(value, -0) ? '-' : ''
  const size = Math.abs(value)
  if (size >= 1e21) return ascii(`${sign}${BigInt(size)}.${'0'.repeat(digits)}`)
  return ascii(sign + (isTie(size, digits) ? toEven(size, digits) : size.toFixed(digits)))
}

/** Whether exactly half a unit is left: only if the double has one binary place more than `digits`. */
function isTie(size: number, digits: number): boolean {
  return (size * 2 ** (digits + 1)) % 2 === 1
}

function toEven(size: number, digits: number): string {
  const below = Math.floor(size * 10 ** digits)
  return ((below + (below % 2)) / 10 ** digits).toFixed(digits)
}
