import type { Bytes } from '@resident/bytes'

/** A string as C sees it: where Redis hands an argument to printf, strtod or strcoll. */
export function untilZero(text: Bytes): Bytes {
  const zero = text.indexOf('\0')
  return zero < 0 ? text : (text.slice(0, zero) as Bytes)
}
