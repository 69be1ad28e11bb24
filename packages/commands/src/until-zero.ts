/** A string as C sees it: where Redis hands an argument to printf, strtod or strcoll. */
export function untilZero<T extends string>(text: T): T {
  const zero = text.indexOf('\0')
  return zero < 0 ? text : (text.slice(0, zero) as T)
}
