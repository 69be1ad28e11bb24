import { ascii, type Bytes } from './bytes.ts'

const ZERO = 48
const FIVE = 53
const POINT = 46

/** printf's %.17g, as Redis 7.0 writes scores: 3.1 is 3.1000000000000001. */
export function formatDouble(value: number): Bytes {
  if (Number.isSafeInteger(value)) return ascii(Object.is(value, -0) ? '-0' : String(value))
  if (!Number.isFinite(value)) return ascii(value > 0 ? 'inf' : value < 0 ? '-inf' : 'nan')
  const size = Math.abs(value)
  if (size >= 1e-4 && size < 1e17) return ascii(withoutZeros(digits(value)))
  const text = value.toExponential(16)
  const e = text.indexOf('e')
  const exponent = text.substring(e + 2).padStart(2, '0')
  return ascii(`${withoutZeros(text.substring(0, e))}e${text[e + 1]}${exponent}`)
}

/** 17 significant digits. Where exactly half a unit follows, C goes to the even digit and JavaScript up. */
function digits(value: number): string {
  const text = value.toPrecision(17)
  // Half a unit after 17 digits means 18 in all, so at most 17 binary places.
  if (!Number.isInteger(value * 0x20000)) return text
  const exact = value.toPrecision(40)
  const half = 18 + exact.length - 40
  if (exact.charCodeAt(half - 1) !== FIVE || !/^0*$/.test(exact.substring(half))) return text
  const last = exact.charCodeAt(half - 2) === POINT ? half - 3 : half - 2
  return exact.charCodeAt(last) % 2 === 0 ? exact.substring(0, half - 1) : text
}

function withoutZeros(text: string): string {
  if (!text.includes('.')) return text
  let end = text.length
  while (text.charCodeAt(end - 1) === ZERO) end--
  if (text.charCodeAt(end - 1) === POINT) end--
  return text.substring(0, end)
}
