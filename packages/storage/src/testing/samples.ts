import { ascii, type Bytes } from '@resident/bytes'
import { defaultLimits, type EncodingLimits } from '../encoding.ts'
import { type Dice, pick } from './dice.ts'

/** Every byte there is, in order. */
export const ALL_BYTES: Bytes = ascii(
  Array.from({ length: 256 }, (_, byte) => String.fromCharCode(byte)).join(''),
)

/** What is easily taken for something else. */
export const ODD: readonly Bytes[] = [
  '',
  ' ',
  '\0',
  '\0\0',
  '\xff',
  '\x7f',
  '\r\n',
  '__proto__',
  'constructor',
  'length',
  'undefined',
  '0',
  '-0',
  '00',
  '1',
  '01',
  '+1',
  '1.0',
  '1e3',
  ' 1',
  '-1',
  '-',
  'a',
  'A',
  'a\0',
  'a\0b',
  'ä',
].map(ascii)

/** Integers around every border: of sign, of width, of doubles, of 64 bits. In numeric order. */
export const INTEGERS: readonly Bytes[] = [
  '-9223372036854775808',
  '-9223372036854775807',
  '-9007199254740993',
  '-9007199254740992',
  '-2147483649',
  '-2147483648',
  '-32769',
  '-32768',
  '-100',
  '-99',
  '-11',
  '-10',
  '-9',
  '-2',
  '-1',
  '0',
  '1',
  '2',
  '9',
  '10',
  '11',
  '99',
  '100',
  '32767',
  '32768',
  '2147483647',
  '2147483648',
  '9007199254740992',
  '9007199254740993',
  '9007199254740994',
  '9223372036854775806',
  '9223372036854775807',
].map(ascii)

/** Nearly integers, or beyond 64 bits: none of them may go into an intset. */
export const NO_INTEGERS: readonly Bytes[] = [
  '',
  '-',
  '+1',
  '-0',
  '00',
  '01',
  ' 1',
  '1 ',
  '1.0',
  '0x1',
  '9223372036854775808',
  '-9223372036854775809',
  '18446744073709551616',
  'one',
].map(ascii)

export type Limits = Partial<EncodingLimits>

export function limits(changed: Limits = {}): EncodingLimits {
  return { ...defaultLimits(), ...changed }
}

/** Redis's own; some so small that random operations cross them; and some so small that nothing stays small. */
export const LIMITS: Readonly<Record<string, Limits>> = {
  'default limits': {},
  'small limits': {
    hashMaxListpackEntries: 6,
    hashMaxListpackValue: 8,
    setMaxIntsetEntries: 6,
    zsetMaxListpackEntries: 6,
    zsetMaxListpackValue: 8,
  },
  'limits of 60': {
    hashMaxListpackEntries: 60,
    setMaxIntsetEntries: 60,
    zsetMaxListpackEntries: 60,
  },
  'no small encoding': {
    hashMaxListpackEntries: 0,
    setMaxIntsetEntries: 0,
    zsetMaxListpackEntries: 0,
  },
}

/** Something short from a range of `many`, now and then odd or long. */
export function anyBytes(roll: Dice, many: number): Bytes {
  const kind = roll(20)
  if (kind === 0) return pick(roll, ODD)
  if (kind === 1) return ascii('x'.repeat(roll(100)))
  return ascii(kind < 12 ? `k${roll(many)}` : String(roll(many) - (many >> 1)))
}

/** Distinct members, none of them an integer. */
export function words(count: number, prefix = 'w'): Bytes[] {
  return Array.from({ length: count }, (_, i) => ascii(prefix + i))
}
