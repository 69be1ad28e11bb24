/** Digits that are surely exact: a tie has no more than one digit after those that are shown. */
const EXACT = 60

/**
 * printf's `%.14g`, for finite numbers and any `precision` from 1 to 14.
 *
 * A number halfway between two texts goes to the even digit, as in C; JavaScript goes up.
 */
export function formatNumber(value: number, precision: number): string {
  const size = Math.abs(value)
  if (size >= 1e-4 && size < 10 ** precision) {
    const shortest = String(value)
    // No more digits than wanted: the nearest number of `precision` digits is that one.
    if (shortest.length <= precision) return shortest
  }
  if (value === 0) return Object.is(value, -0) ? '-0' : '0'
  const text = rounded(size, precision)
  const exponent = Number(text.substring(text.indexOf('e') + 1))
  const digits = text.substring(0, text.indexOf('e')).replace('.', '').replace(/0+$/, '')
  return (value < 0 ? '-' : '') + spelt(digits, exponent, precision)
}

/** `d.ddde±n`. */
function rounded(size: number, precision: number): string {
  const text = size.toExponential(precision - 1)
  const longer = size.toExponential(precision)
  if (longer.charAt(precision + 1) !== '5') return text
  const exact = size.toExponential(EXACT)
  const digits = exact.charAt(0) + exact.substring(2, EXACT + 2)
  if (!/^50*$/.test(digits.substring(precision))) return text
  const isEven = Number(digits.charAt(precision - 1)) % 2 === 0
  if (!isEven) return text
  const point = precision === 1 ? 1 : precision + 1
  return exact.substring(0, point) + exact.substring(exact.indexOf('e'))
}

function spelt(digits: string, exponent: number, precision: number): string {
  if (exponent < -4 || exponent >= precision) {
    const size = String(Math.abs(exponent)).padStart(2, '0')
    const fraction = digits.length > 1 ? `.${digits.substring(1)}` : ''
    return `${digits.charAt(0)}${fraction}e${exponent < 0 ? '-' : '+'}${size}`
  }
  if (exponent < 0) return `0.${'0'.repeat(-exponent - 1)}${digits}`
  const whole = digits.substring(0, exponent + 1).padEnd(exponent + 1, '0')
  return digits.length > exponent + 1 ? `${whole}.${digits.substring(exponent + 1)}` : whole
}
