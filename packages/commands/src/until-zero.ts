/** A string as C sees it, up to a zero byte: for arguments that Redis passes to printf, strtod or strcoll. */
export function untilZero<T extends string>(text: T): T {
  const zero = text.indexOf('\0')
  return zero < 0 ? text : (text.slice(0, zero) as T)
}
