import {
  type BinaryFloat,
  bitLength,
  EXTENDED,
  isInfinite,
  round,
  roundDecimal,
  shiftRight,
  toDouble,
} from './binary-float.ts'
import { ascii, type Bytes } from './bytes.ts'
import { readDecimal, readHexadecimal, readInfinity } from './float-text.ts'

/** MAX_LONG_DOUBLE_CHARS: Redis refuses a text of this many characters. */
const LONGEST_TEXT = 5_120
/** A number above 2 to this power, or below its inverse, is certainly out of range: there is no need to compute it. */
const FAR_OUT = 17_000
const LOG2_OF_10 = 3.3219

const DECIMALS = 17
const SCALE = 10n ** BigInt(DECIMALS)

/**
 * An x87 long double, in which INCRBYFLOAT and HINCRBYFLOAT count, and 0.1 + 0.2 is 0.3.
 *
 * Its 64-bit mantissa is held in a bigint; sums are rounded half to even, as the processor does. Zero has no
 * sign here, since Redis never shows it.
 */
export class LongDouble {
  /** Signed. 1 or -1 for an infinity, 0 for NaN. */
  readonly #mantissa: bigint
  readonly #exponent: number

  private constructor(mantissa: bigint, exponent: number) {
    this.#mantissa = mantissa
    this.#exponent = exponent
  }

  /**
   * Parses the whole text as strictly as Redis's string2ld: no blanks, no NaN, no overflow to infinity and no underflow to
   * zero. Accepts "inf" and "0x1p3". `undefined` for anything else. O(length²), of at most 5,119 characters.
   */
  static parse(text: string): LongDouble | undefined {
    if (text.length >= LONGEST_TEXT) return undefined
    const exact = readDecimal(text) ?? readHexadecimal(text)
    if (exact === undefined) {
      const infinity = readInfinity(text)
      return infinity === undefined ? undefined : LongDouble.of(infinity)
    }
    const { negative, digits, tens, twos } = exact
    if (digits === 0n) return ZERO
    if (Math.abs(bitLength(digits) + tens * LOG2_OF_10 + twos) > FAR_OUT) return undefined
    // One of the two exponents is always 0.
    const size = tens === 0 ? round(digits, twos, EXTENDED) : roundDecimal(digits, tens, EXTENDED)
    if (size.mantissa === 0n || isInfinite(size, EXTENDED)) return undefined
    return LongDouble.#signed(negative, size)
  }

  /** The same number: every double is a long double. */
  static of(value: number): LongDouble {
    if (Number.isNaN(value)) return new LongDouble(0n, Number.POSITIVE_INFINITY)
    if (!Number.isFinite(value)) {
      return new LongDouble(value > 0 ? 1n : -1n, Number.POSITIVE_INFINITY)
    }
    if (Number.isInteger(value)) return new LongDouble(BigInt(value), 0)
    let exponent = 0
    let scaled = value
    while (!Number.isInteger(scaled)) {
      scaled *= 2
      exponent--
    }
    return new LongDouble(BigInt(scaled), exponent)
  }

  /** False for the infinities and NaN, which Redis refuses to store. */
  get isFinite(): boolean {
    return this.#exponent !== Number.POSITIVE_INFINITY
  }

  /** The sum, rounded half to even. It may be infinite, or NaN: see `isFinite`. */
  plus(other: LongDouble): LongDouble {
    if (!this.isFinite) return other.isFinite || this.#mantissa === other.#mantissa ? this : NAN
    if (!other.isFinite) return other
    const exponent = Math.min(this.#exponent, other.#exponent)
    const sum =
      (this.#mantissa << BigInt(this.#exponent - exponent)) +
      (other.#mantissa << BigInt(other.#exponent - exponent))
    return LongDouble.#rounded(sum, exponent)
  }

  /** The product with a positive integer, rounded half to even. It may be infinite. */
  times(factor: number): LongDouble {
    return this.isFinite
      ? LongDouble.#rounded(this.#mantissa * BigInt(factor), this.#exponent)
      : this
  }

  /** The least integer that is not below this number, which must be finite. */
  ceil(): bigint {
    if (this.#exponent >= 0) return this.#mantissa << BigInt(this.#exponent)
    return -(-this.#mantissa >> BigInt(-this.#exponent))
  }

  /** The nearest double, which may be infinite. */
  toNumber(): number {
    if (!this.isFinite) return Number(this.#mantissa) * Number.POSITIVE_INFINITY
    return this.#mantissa < 0n
      ? -toDouble(-this.#mantissa, this.#exponent)
      : toDouble(this.#mantissa, this.#exponent)
  }

  /**
   * As Redis writes it for people (LD_STR_HUMAN): printf's %.17Lf without trailing zeros. Never an exponent, however long
   * the text becomes.
   */
  format(): Bytes {
    if (!this.isFinite) {
      return ascii(this.#mantissa > 0n ? 'inf' : this.#mantissa < 0n ? '-inf' : 'nan')
    }
    const negative = this.#mantissa < 0n
    const size = negative ? -this.#mantissa : this.#mantissa
    if (this.#exponent >= 0) return ascii(String(this.#mantissa << BigInt(this.#exponent)))
    const scaled = shiftRight(size * SCALE, -this.#exponent)
    if (scaled === 0n) return ascii('0')
    const digits = String(scaled).padStart(DECIMALS + 1, '0')
    const fraction = digits.slice(-DECIMALS).replace(/0+$/, '')
    const whole = digits.slice(0, -DECIMALS)
    return ascii(`${negative ? '-' : ''}${whole}${fraction === '' ? '' : '.'}${fraction}`)
  }

  /** `exact * 2^exponent`, rounded half to even. It may be infinite. */
  static #rounded(exact: bigint, exponent: number): LongDouble {
    const negative = exact < 0n
    const size = round(negative ? -exact : exact, exponent, EXTENDED)
    if (!isInfinite(size, EXTENDED)) return LongDouble.#signed(negative, size)
    return LongDouble.of(negative ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY)
  }

  static #signed(negative: boolean, { mantissa, exponent }: BinaryFloat): LongDouble {
    return new LongDouble(negative ? -mantissa : mantissa, exponent)
  }
}

const ZERO: LongDouble = LongDouble.of(0)
const NAN: LongDouble = LongDouble.of(Number.NaN)
