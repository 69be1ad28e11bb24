import type { Bytes } from '@resident/bytes'
import { type Numeral, readNumber } from './strtod.ts'

/** As errors name them; an error itself says what it is. */
export type TokenKind =
  | 'T_OBJ_BEGIN'
  | 'T_OBJ_END'
  | 'T_ARR_BEGIN'
  | 'T_ARR_END'
  | 'T_STRING'
  | 'T_NUMBER'
  | 'T_BOOLEAN'
  | 'T_NULL'
  | 'T_COLON'
  | 'T_COMMA'
  | 'T_END'
  | 'T_ERROR'

const QUOTE = 0x22
const BACKSLASH = 0x5c

const SINGLES: ReadonlyMap<number, TokenKind> = new Map([
  [0x7b, 'T_OBJ_BEGIN'],
  [0x7d, 'T_OBJ_END'],
  [0x5b, 'T_ARR_BEGIN'],
  [0x5d, 'T_ARR_END'],
  [0x2c, 'T_COMMA'],
  [0x3a, 'T_COLON'],
])

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  t: '\t',
  n: '\n',
  f: '\f',
  r: '\r',
}

/** The tokens of a JSON text, one at a time; the fields describe the last one read. A zero byte ends the text. */
export class Tokens {
  readonly #text: Bytes
  /** Whether numbers may be NaN, infinite, hexadecimal, or begin with a plus or a zero. */
  readonly #lenient: boolean
  readonly #numeral: Numeral = { value: 0, end: 0 }
  #at = 0
  kind: TokenKind = 'T_END'
  /** Where the token begins; of an error, where it is. */
  start = 0
  string = '' as Bytes
  number = 0
  boolean = false
  #error = ''

  constructor(text: Bytes, lenient: boolean) {
    this.#text = text
    this.#lenient = lenient
  }

  /** How many bytes have been read. */
  get read(): number {
    return this.#at
  }

  /** What the token is called in an error. */
  get name(): string {
    return this.kind === 'T_ERROR' ? this.#error : this.kind
  }

  next(): void {
    const text = this.#text
    let byte = text.charCodeAt(this.#at)
    while (byte === 32 || byte === 10 || byte === 13 || byte === 9) {
      byte = text.charCodeAt(++this.#at)
    }
    this.start = this.#at
    const single = SINGLES.get(byte)
    if (single !== undefined) {
      this.kind = single
      this.#at++
    } else if (byte === QUOTE) this.#string()
    else if (byte === 0 || this.#at >= text.length) this.kind = 'T_END'
    else this.#wordOrNumber(byte)
  }

  #fail(error: string): void {
    this.kind = 'T_ERROR'
    this.start = this.#at
    this.#error = error
  }

  #wordOrNumber(byte: number): void {
    // A minus or a digit.
    if (byte === 45 || (byte >= 48 && byte <= 57)) {
      if (this.#lenient || !this.#isInvalidNumber()) this.#number()
      else this.#fail('invalid number')
    } else if (this.#text.startsWith('true', this.#at)) {
      this.#word('T_BOOLEAN', 4)
      this.boolean = true
    } else if (this.#text.startsWith('false', this.#at)) {
      this.#word('T_BOOLEAN', 5)
      this.boolean = false
    } else if (this.#text.startsWith('null', this.#at)) {
      this.#word('T_NULL', 4)
    } else if (this.#lenient && this.#isInvalidNumber()) {
      this.#number()
    } else {
      this.#fail('invalid token')
    }
  }

  #word(kind: TokenKind, length: number): void {
    this.kind = kind
    this.#at += length
  }

  /** What strtod reads although JSON does not have it. */
  #isInvalidNumber(): boolean {
    const begin = this.#text.substring(this.#at, this.#at + 4)
    return /^(\+|-?(0[x\d]|inf|nan))/i.test(begin)
  }

  #number(): void {
    if (!readNumber(this.#text, this.#at, this.#numeral)) return this.#fail('invalid number')
    this.kind = 'T_NUMBER'
    this.number = this.#numeral.value
    this.#at = this.#numeral.end
  }

  #string(): void {
    const text = this.#text
    for (let end = this.#at + 1; end < text.length; end++) {
      const byte = text.charCodeAt(end)
      if (byte === QUOTE) {
        this.kind = 'T_STRING'
        this.string = text.substring(this.#at + 1, end) as Bytes
        this.#at = end + 1
        return
      }
      if (byte === BACKSLASH || byte === 0) break
    }
    this.#escapedString()
  }

  /** A string, byte by byte; stops at an error if there is one. */
  #escapedString(): void {
    const text = this.#text
    let value = ''
    this.#at++
    for (;;) {
      const byte = text.charAt(this.#at)
      if (byte === '"') break
      if (byte === '' || byte === '\0') return this.#fail('unexpected end of string')
      if (byte !== '\\') {
        value += byte
        this.#at++
        continue
      }
      const code = text.charAt(this.#at + 1)
      const meant = code === 'u' ? this.#unicode() : ESCAPES[code]
      if (meant === undefined)
        return this.#fail(code === 'u' ? 'invalid unicode escape code' : 'invalid escape code')
      value += meant
      this.#at += code === 'u' ? (meant.length === 4 ? 12 : 6) : 2
    }
    this.kind = 'T_STRING'
    this.string = value as Bytes
    this.#at++
  }

  /** The escape \uXXXX, or the pair of two that UTF-16 calls surrogates, in UTF-8. Only a pair has four bytes. */
  #unicode(): string | undefined {
    const first = this.#hexadecimal(this.#at + 2)
    if (first === undefined || (first & 0xfc00) === 0xdc00) return undefined
    if ((first & 0xfc00) !== 0xd800) return utf8(first)
    if (!this.#text.startsWith('\\u', this.#at + 6)) return undefined
    const second = this.#hexadecimal(this.#at + 8)
    if (second === undefined || (second & 0xfc00) !== 0xdc00) return undefined
    return utf8(0x10000 + (((first & 0x3ff) << 10) | (second & 0x3ff)))
  }

  #hexadecimal(at: number): number | undefined {
    const digits = this.#text.substring(at, at + 4)
    return /^[\da-f]{4}$/i.test(digits) ? Number.parseInt(digits, 16) : undefined
  }
}

/** A code point in UTF-8, even a surrogate, one character per byte. */
function utf8(point: number): string {
  if (point < 0x80) return String.fromCharCode(point)
  if (point < 0x800) return String.fromCharCode(0xc0 | (point >> 6), tail(point))
  if (point < 0x10000) {
    return String.fromCharCode(0xe0 | (point >> 12), tail(point >> 6), tail(point))
  }
  return String.fromCharCode(0xf0 | (point >> 18), tail(point >> 12), tail(point >> 6), tail(point))
}

function tail(bits: number): number {
  return 0x80 | (bits & 0x3f)
}
