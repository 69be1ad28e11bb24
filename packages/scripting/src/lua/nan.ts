/**
 * NaN has a sign, which `tostring` shows (`-nan`), and arithmetic carries on. Here it goes as on x86-64:
 * a new NaN is negative, and of two operands that are NaN the first one's sign stays.
 */

const double = new Float64Array(1)
const words = new Uint32Array(double.buffer)
// Read from an array each time: constants that are NaN lose their sign when code is optimised.
const kept = new Float64Array(2)
new Uint32Array(kept.buffer).set([0, 0xfff8_0000, 0, 0x7ff8_0000])

export function isNegativeNaN(value: number): boolean {
  double[0] = value
  return words[1]! >>> 31 === 1
}

export function nan(isNegative: boolean): number {
  return kept[isNegative ? 0 : 1]!
}

/** What an operation on `a` and `b` gives that has come to NaN. */
export function nanOf(a: number, b: number): number {
  const from = Number.isNaN(a) ? a : b
  return nan(!Number.isNaN(from) || isNegativeNaN(from))
}

/** The same with the other sign. */
export function negatedNaN(value: number): number {
  return nan(!isNegativeNaN(value))
}
