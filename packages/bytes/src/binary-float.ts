/** `mantissa * 2^exponent`. */
export interface BinaryFloat {
  readonly mantissa: bigint
  readonly exponent: number
}

/** A binary floating-point format. */
export interface Format {
  /** Bits of the mantissa. */
  readonly precision: number
  /** The exponent of the lowest bit of the smallest number. */
  readonly lowest: number
  /** Numbers of 2^highest and more are infinite. */
  readonly highest: number
}

const DOUBLE: Format = { precision: 53, lowest: -1074, highest: 1024 }
/** The x87's 80 bits: C's long double, where Redis runs. */
export const EXTENDED: Format = { precision: 64, lowest: -16445, highest: 16384 }

/** Rounds `mantissa * 2^exponent`, which must not be negative, to the format; half to even. Overflow is left to `isInfinite`. */
export function round(mantissa: bigint, exponent: number, format: Format): BinaryFloat {
  const drop = Math.max(bitLength(mantissa) - format.precision, format.lowest - exponent)
  if (drop <= 0) return { mantissa, exponent }
  return { mantissa: shiftRight(mantissa, drop), exponent: exponent + drop }
}

/** Rounds `digits * 10^tens` to the format. Computes the power of ten in full, so the caller must keep `tens` small. */
export function roundDecimal(digits: bigint, tens: number, format: Format): BinaryFloat {
  if (tens >= 0) return round(digits * 10n ** BigInt(tens), 0, format)
  const divisor = 10n ** BigInt(-tens)
  const shift = Math.max(0, bitLength(divisor) - bitLength(digits) + format.precision + 2)
  const dividend = digits << BigInt(shift)
  const quotient = dividend / divisor
  // A sticky bit: set if the division left a remainder, so that a tie is told from what is just above it.
  const rest = quotient * divisor === dividend ? 0n : 1n
  return round((quotient << 1n) | rest, -shift - 1, format)
}

export function isInfinite({ mantissa, exponent }: BinaryFloat, format: Format): boolean {
  return bitLength(mantissa) + exponent > format.highest
}

/** The double nearest to `mantissa * 2^exponent`, which must not be negative. */
export function toDouble(mantissa: bigint, exponent: number): number {
  const magnitude = bitLength(mantissa) + exponent
  if (mantissa === 0n || magnitude < DOUBLE.lowest) return 0
  if (magnitude > DOUBLE.highest) return Number.POSITIVE_INFINITY
  const rounded = round(mantissa, exponent, DOUBLE)
  // Exact: the mantissa has 53 bits at most, and the power is a double or too large for any.
  return Number(rounded.mantissa) * 2 ** rounded.exponent
}

/** `value / 2^bits`, rounded half to even. */
export function shiftRight(value: bigint, bits: number): bigint {
  const quotient = value >> BigInt(bits)
  const unit = 1n << BigInt(bits)
  const twice = (value - (quotient << BigInt(bits))) << 1n
  const up = twice > unit || (twice === unit && (quotient & 1n) === 1n)
  return up ? quotient + 1n : quotient
}

/** How many bits the value has; it must not be negative. */
export function bitLength(value: bigint): number {
  let size = Number(value)
  if (size === Number.POSITIVE_INFINITY) return 1000 + bitLength(value >> 1000n)
  let bits = 0
  for (; size >= 2 ** 32; size /= 2 ** 32) bits += 32
  bits += 32 - Math.clz32(size)
  // Rounded to a double, 2^64 - 1 looks as long as 2^64.
  return bits > 53 && value >> BigInt(bits - 1) === 0n ? bits - 1 : bits
}
