import { cString } from './c-string.ts'
import { chunkId } from './debug.ts'
import { stringToNumber } from './number.ts'
import { LUA_ERRSYNTAX, LuaError } from './state.ts'

/** A word or symbol as it is written, one character that has no other meaning, or one of those in `<>`. */
export type Token = string

const RESERVED: ReadonlyMap<string, Token> = new Map(
  'and break do else elseif end false for function if in local nil not or repeat return then true until while'
    .split(' ')
    .map((word): [string, Token] => [word, word]),
)

/** Escapes of one letter. */
const ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
}

/** How long chunk names may be here; elsewhere they are shortened a little more. */
const MAXSRC = 80
/** So many bytes that have been read are kept of a chunk that comes in pieces. */
const MOST_READ = 1024
const END = -1
const LF = 10
const CR = 13
const QUOTE = 34
const APOSTROPHE = 39
const PLUS = 43
const MINUS = 45
const DOT = 46
const ZERO = 48
const EQUALS = 61
const UPPER_E = 69
const OPEN = 91
const BACKSLASH = 92
const CLOSE = 93
const LOWER_E = 101

/** Lua 5.1's tokens, from a chunk of bytes. */
export class Lexer {
  /** The current token, its line, and what a name, string or number means. */
  token: Token = ''
  line = 1
  text = ''
  number = 0
  /** The line of the token before. */
  lastLine = 1
  readonly source: string

  #chunk: string
  /** Returns the next piece of the chunk, '' at its end; undefined if the chunk has only one piece. */
  #more: (() => string) | undefined
  #at = 0
  #tokenStart = 0
  /** The spelling for error messages: strings as far as they have been read, decoded. */
  #spelling = ''
  #ahead: { token: Token; text: string; number: number } | undefined = undefined

  constructor(chunk: string, source: string, more: (() => string) | undefined) {
    this.#chunk = chunk
    this.#more = more
    this.source = source
  }

  next(): void {
    this.lastLine = this.line
    const ahead = this.#ahead
    if (ahead === undefined) {
      this.token = this.#readToken()
      return
    }
    this.#ahead = undefined
    this.token = ahead.token
    this.text = ahead.text
    this.number = ahead.number
  }

  /** The token after this one. */
  peek(): Token {
    const { text, number } = this
    const token = this.#readToken()
    this.#ahead = { token, text: this.text, number: this.number }
    this.text = text
    this.number = number
    return token
  }

  /** Raises "source:line: message near 'token'". */
  syntaxError(message: string): never {
    return this.error(message, this.token)
  }

  error(message: string, token?: Token): never {
    const place = `${chunkId(this.source, MAXSRC)}:${this.line}: ${message}`
    // A zero byte counts as no token.
    const near =
      token === undefined || token === '\0' ? '' : ` near '${cString(this.#show(token))}'`
    throw new LuaError(place + near, LUA_ERRSYNTAX)
  }

  #show(token: Token): string {
    const spelled = token === '<name>' || token === '<string>' || token === '<number>'
    return spelled ? this.#spelling : spell(token)
  }

  /** The byte to be read next, or END. */
  #code(): number {
    if (this.#at >= this.#chunk.length && !this.#fetch()) return END
    return this.#chunk.charCodeAt(this.#at)
  }

  /** Asks for the next piece; false where there is none. */
  #fetch(): boolean {
    if (this.#more === undefined) return false
    const piece = this.#more()
    if (piece === '') this.#more = undefined
    this.#chunk += piece
    return piece !== ''
  }

  /** Each further piece makes V8 copy the chunk: what has been read need not be copied again and again. */
  #forgetRead(): void {
    this.#chunk = this.#chunk.substring(this.#at)
    this.#at = 0
  }

  #readToken(): Token {
    const token = this.#read()
    // As in C, the byte after the token is known too, for which more may have to be fetched.
    if (this.#more !== undefined) this.#code()
    return token
  }

  #read(): Token {
    for (;;) {
      if (this.#more !== undefined && this.#at > MOST_READ) this.#forgetRead()
      this.#tokenStart = this.#at
      const c = this.#code()
      switch (c) {
        case END:
          return '<eof>'
        case LF:
        case CR:
          this.#newLine()
          continue
        case MINUS:
          this.#at++
          if (this.#code() !== MINUS) return '-'
          this.#at++
          this.#skipComment()
          continue
        case OPEN: {
          const level = this.#bracketLevel()
          if (level >= 0) return this.#longString(level, false)
          if (level === -1) return '['
          this.#spelling = this.#chunk.substring(this.#tokenStart, this.#at)
          return this.error('invalid long string delimiter', '<string>')
        }
        case EQUALS:
          return this.#orEqual('==')
        case 60:
          return this.#orEqual('<=')
        case 62:
          return this.#orEqual('>=')
        case 126:
          return this.#orEqual('~=')
        case QUOTE:
        case APOSTROPHE:
          return this.#string(c)
        case DOT:
          return this.#dots()
        default:
          if (isBlank(c)) {
            this.#at++
            continue
          }
          if (isDigit(c)) return this.#numeral()
          if (isLetter(c)) return this.#name()
          return this.#chunk[this.#at++]!
      }
    }
  }

  #orEqual(pair: Token): Token {
    this.#at++
    if (this.#code() !== EQUALS) return pair[0]!
    this.#at++
    return pair
  }

  #dots(): Token {
    this.#at++
    if (isOneOf(this.#code(), DOT, DOT)) {
      this.#at++
      if (!isOneOf(this.#code(), DOT, DOT)) return '..'
      this.#at++
      return '...'
    }
    return isDigit(this.#code()) ? this.#numeral() : '.'
  }

  #name(): Token {
    while (isLetter(this.#code()) || isDigit(this.#code())) this.#at++
    const name = this.#chunk.substring(this.#tokenStart, this.#at)
    const reserved = RESERVED.get(name)
    if (reserved !== undefined) return reserved
    this.text = name
    this.#spelling = name
    return '<name>'
  }

  #numeral(): Token {
    while (isDigit(this.#code()) || this.#code() === DOT) this.#at++
    if (isOneOf(this.#code(), LOWER_E, UPPER_E)) {
      this.#at++
      if (isOneOf(this.#code(), PLUS, MINUS)) this.#at++
    }
    while (isLetter(this.#code()) || isDigit(this.#code())) this.#at++
    this.#spelling = this.#chunk.substring(this.#tokenStart, this.#at)
    const value = stringToNumber(this.#spelling)
    if (value === undefined) return this.error('malformed number', '<number>')
    this.number = value
    return '<number>'
  }

  /** Lines end with CR, LF or both in either order. */
  #newLine(): void {
    const first = this.#code()
    this.#at++
    const second = this.#code()
    if ((second === LF || second === CR) && second !== first) this.#at++
    this.line++
  }

  #skipComment(): void {
    if (this.#code() === OPEN) {
      this.#tokenStart = this.#at
      const level = this.#bracketLevel()
      if (level >= 0) {
        this.#longString(level, true)
        return
      }
    }
    while (this.#code() !== LF && this.#code() !== CR && this.#code() !== END) this.#at++
  }

  /** Reads `[`, signs of equality and, if there is one, a second bracket: how many signs; -1 for no long bracket, -2 for a broken one. */
  #bracketLevel(): number {
    const bracket = this.#code()
    this.#at++
    const start = this.#at
    while (this.#code() === EQUALS) this.#at++
    const count = this.#at - start
    if (this.#code() === bracket) return count
    return count === 0 ? -1 : -2
  }

  #longString(level: number, isComment: boolean): Token {
    this.#at++
    const isLineEnd = this.#code() === LF || this.#code() === CR
    // A first line end is no part of it.
    if (isLineEnd) this.#newLine()
    const opening = `[${'='.repeat(level)}[`
    let text = ''
    let start = this.#at
    for (;;) {
      const c = this.#code()
      switch (c) {
        case END:
          this.#spelling = opening + text + this.#chunk.substring(start, this.#at)
          return this.error(
            isComment ? 'unfinished long comment' : 'unfinished long string',
            '<eof>',
          )
        case CLOSE: {
          const end = this.#at
          if (this.#bracketLevel() !== level) break
          this.#at++
          this.text = text + this.#chunk.substring(start, end)
          this.#spelling = `${opening}${this.text}]${'='.repeat(level)}]`
          return '<string>'
        }
        case LF:
        case CR:
          text += `${this.#chunk.substring(start, this.#at)}\n`
          this.#newLine()
          start = this.#at
          break
        default:
          this.#at++
      }
    }
  }

  #string(delimiter: number): Token {
    const mark = String.fromCharCode(delimiter)
    this.#at++
    let text = ''
    let start = this.#at
    for (;;) {
      const c = this.#code()
      if (c === delimiter) break
      if (c === END || c === LF || c === CR) {
        this.#spelling = mark + text + this.#chunk.substring(start, this.#at)
        return this.error('unfinished string', c === END ? '<eof>' : '<string>')
      }
      if (c !== BACKSLASH) {
        this.#at++
        continue
      }
      text += this.#chunk.substring(start, this.#at)
      this.#spelling = mark + text
      text += this.#escape()
      start = this.#at
    }
    this.text = text + this.#chunk.substring(start, this.#at)
    this.#at++
    this.#spelling = mark + this.text + mark
    return '<string>'
  }

  /** The byte that a backslash and what follows it mean. An unknown letter means itself. */
  #escape(): string {
    this.#at++
    const c = this.#code()
    if (c === END) return ''
    if (c === LF || c === CR) {
      this.#newLine()
      return '\n'
    }
    if (isDigit(c)) return this.#decimalEscape()
    const letter = this.#chunk[this.#at]!
    this.#at++
    return ESCAPES[letter] ?? letter
  }

  #decimalEscape(): string {
    let code = 0
    for (let i = 0; i < 3 && isDigit(this.#code()); i++) {
      code = code * 10 + (this.#code() - ZERO)
      this.#at++
    }
    if (code > 255) this.error('escape sequence too large', '<string>')
    return String.fromCharCode(code)
  }
}

/** A token as error messages show it. */
export function spell(token: Token): string {
  const isControl = token < ' ' || token === '\x7f'
  return isControl ? `char(${token.charCodeAt(0)})` : token
}

const isDigit = (c: number): boolean => c >= 48 && c <= 57
/** A zero byte counts too: strchr, which Lua uses, finds the one that ends the set. */
const isOneOf = (c: number, one: number, other: number): boolean =>
  c === one || c === other || c === 0
const isBlank = (c: number): boolean => c === 32 || (c >= 9 && c <= 13)
const isLetter = (c: number): boolean => (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || c === 95
