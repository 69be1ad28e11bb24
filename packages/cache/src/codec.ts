import { CacheError } from './errors.ts'

/** How values are converted to and from what Redis holds: text, or bytes if `binary`. */
export interface Codec<V> {
  readonly binary: boolean
  /** Throws for a value that cannot be stored. */
  encode(value: V): string | Buffer
  /** Throws for content that `encode` cannot have written. */
  decode(stored: string | Buffer): V
}

/** Text as UTF-8. */
export const stringCodec: Codec<string> = {
  binary: false,
  encode: (value) => {
    if (typeof value !== 'string') {
      throw new CacheError('INVALID_VALUE', `a string is needed, not ${describe(value)}`)
    }
    if (value.isWellFormed()) return value
    throw new CacheError('INVALID_VALUE', 'half a surrogate pair cannot be stored as UTF-8')
  },
  decode: (stored) => stored as string,
}

/** Any finite number, as JavaScript writes it. */
export const numberCodec: Codec<number> = {
  binary: false,
  encode: (value) => {
    if (typeof value === 'number' && Number.isFinite(value)) return String(value)
    throw new CacheError('INVALID_VALUE', `a finite number is needed, not ${describe(value)}`)
  },
  decode: (stored) => {
    const value = stored === '' ? Number.NaN : Number(stored)
    if (Number.isFinite(value)) return value
    if (!Number.isNaN(value)) {
      throw new CacheError('OUT_OF_RANGE', 'what is stored is beyond what a number holds')
    }
    throw new CacheError('INVALID_VALUE', `what is stored is no number: '${String(stored)}'`)
  },
}

/** Whole numbers; a number with a fraction is rounded down when it is written. */
export const integerCodec: Codec<number> = {
  binary: false,
  encode: (value) => String(wholeNumber(value)),
  decode: (stored) => {
    const value = Number(stored)
    if (!/^-?\d+$/.test(String(stored))) {
      throw new CacheError(
        'INVALID_VALUE',
        `what is stored is no whole number: '${String(stored)}'`,
      )
    }
    if (Number.isSafeInteger(value)) return value
    throw new CacheError(
      'OUT_OF_RANGE',
      `${String(stored)} is beyond what a number holds exactly; declare the keyspace with bigint: true`,
    )
  },
}

/** Whole numbers of 64 bits. */
export const bigintCodec: Codec<bigint> = {
  binary: false,
  encode: (value) => String(int64(value)),
  decode: (stored) => {
    if (/^-?\d+$/.test(String(stored))) return BigInt(stored as string)
    throw new CacheError('INVALID_VALUE', `what is stored is no whole number: '${String(stored)}'`)
  },
}

/** Values as JSON: `undefined` fields are left out, dates become strings, bigints are refused. */
export const jsonCodec: Codec<unknown> = {
  binary: false,
  encode: (value) => {
    const text: string | undefined = JSON.stringify(value)
    if (text !== undefined) return text
    throw new CacheError('INVALID_VALUE', `JSON cannot write ${describe(value)}`)
  },
  decode: (stored) => JSON.parse(stored as string),
}

/** Rounded down to a whole number that JavaScript holds exactly. */
export function wholeNumber(value: number): number {
  const whole = typeof value === 'number' ? Math.floor(value) : Number.NaN
  if (Number.isSafeInteger(whole)) return whole
  throw new CacheError('INVALID_VALUE', `a safe whole number is needed, not ${describe(value)}`)
}

export function int64(value: bigint): bigint {
  if (typeof value === 'bigint' && BigInt.asIntN(64, value) === value) return value
  throw new CacheError('INVALID_VALUE', `a bigint of 64 bits is needed, not ${describe(value)}`)
}

function describe(value: unknown): string {
  return typeof value === 'object' && value !== null
    ? 'an object'
    : `${typeof value} ${String(value)}`
}
