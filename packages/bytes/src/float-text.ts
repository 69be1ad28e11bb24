/** The number that a text spells, exactly: `digits * 10^tens * 2^twos`. */
export interface Exact {
  readonly negative: boolean
  readonly digits: bigint
  readonly tens: number
  readonly twos: number
}

// No digit can belong to two parts of a pattern, so that a long text that is no number is refused in linear time.
const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d+))?$/i
const HEXADECIMAL = /^([+-]?)0x([\da-f]*)(?:\.([\da-f]*))?(?:p([+-]?\d+))?$/i
const INFINITY = /^([+-]?)inf(?:inity)?$/i

/** Of further hexadecimal digits only one thing matters: whether any of them is not zero. */
const MOST_HEX_DIGITS = 40

/** Whether C's strtod takes the whole text for a decimal number; `Number(text)` is then its value. */
export function isDecimal(text: string): boolean {
  const match = DECIMAL.exec(text)
  return match !== null && (match[2] !== '' || (match[3] ?? '') !== '')
}

/** What C's strtod takes for a decimal number, if that is the whole text. O(length²). */
export function readDecimal(text: string): Exact | undefined {
  const match = DECIMAL.exec(text)
  if (match === null) return undefined
  const [, sign, whole, fraction = '', exponent = '0'] = match
  const digits = `${whole}${fraction}`
  if (digits === '') return undefined
  const tens = Number(exponent) - fraction.length
  return { negative: sign === '-', digits: BigInt(digits), tens, twos: 0 }
}

/** What C's strtod takes for a hexadecimal number (0x1.8p3), if that is the whole text. */
export function readHexadecimal(text: string): Exact | undefined {
  const match = HEXADECIMAL.exec(text)
  if (match === null) return undefined
  const [, sign, whole, fraction = '', exponent = '0'] = match
  if (whole === '' && fraction === '') return undefined
  const digits = `${whole}${fraction}`.replace(/^0+/, '')
  const kept = digits.substring(0, MOST_HEX_DIGITS)
  const more = /[^0]/.test(digits.substring(MOST_HEX_DIGITS)) ? '1' : '0'
  const twos = Number(exponent) + 4 * (digits.length - kept.length - fraction.length - 1)
  return { negative: sign === '-', digits: BigInt(`0x0${kept}${more}`), tens: 0, twos }
}

/** Either infinity, in any of C's spellings. */
export function readInfinity(text: string): number | undefined {
  const match = INFINITY.exec(text)
  if (match === null) return undefined
  return match[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
}
