/** Lua 5.1's patterns, over strings of bytes. A pattern ends at its first zero byte. */

import { luaL_error } from '../auxiliary.ts'
import type { LuaState } from '../state.ts'

const MAX_CAPTURES = 32
/** In place of a capture's length: not closed yet, or only a position. */
const UNFINISHED = -1
const POSITION = -2
const NO_MATCH = -1

const code = (character: string): number => character.charCodeAt(0)
const ESCAPE = code('%')
const DOLLAR = code('$')
const OPEN = code('(')
const CLOSE = code(')')
const STAR = code('*')
const PLUS = code('+')
const MINUS = code('-')
const DOT = code('.')
const QUESTION = code('?')
const OPEN_BRACKET = code('[')
const CLOSE_BRACKET = code(']')
const CARET = code('^')
const ZERO = code('0')
const ONE = code('1')
const BALANCE = code('b')
const FRONTIER = code('f')

/** One pattern on its way over one string. Positions are offsets from 0. */
export class Matcher {
  /** How many captures there are after a match. */
  level = 0
  readonly #L: LuaState
  readonly #text: string
  readonly #pattern: string
  readonly #starts: number[] = []
  readonly #lengths: number[] = []

  constructor(L: LuaState, text: string, pattern: string) {
    this.#L = L
    this.#text = text
    this.#pattern = pattern
  }

  /** Where the match that begins at `s` with the pattern from `p` on ends, or -1. */
  matchAt(s: number, p: number): number {
    this.level = 0
    return this.#match(s, p)
  }

  whole(s: number, end: number): string {
    return this.#text.substring(s, end)
  }

  /** A capture, or the whole match `s`..`end` where there are none and the first is wanted. */
  capture(i: number, s: number, end: number): string | number {
    if (i >= this.level) {
      if (i === 0) return this.whole(s, end)
      return luaL_error(this.#L, 'invalid capture index')
    }
    const length = this.#lengths[i]!
    const start = this.#starts[i]!
    if (length === UNFINISHED) return luaL_error(this.#L, 'unfinished capture')
    return length === POSITION ? start + 1 : this.#text.substring(start, start + length)
  }

  /** The pattern's byte at `p`; beyond the end, as in C, there is a zero. */
  #at(p: number): number {
    return p < this.#pattern.length ? this.#pattern.charCodeAt(p) : 0
  }

  #match(from: number, pattern: number): number {
    let s = from
    let p = pattern
    for (;;) {
      const c = this.#at(p)
      if (c === 0) return s
      if (c === OPEN) return this.#startCapture(s, p)
      if (c === CLOSE) return this.#endCapture(s, p + 1)
      if (c === DOLLAR && this.#at(p + 1) === 0) return s === this.#text.length ? s : NO_MATCH
      if (c === ESCAPE) {
        const kind = this.#at(p + 1)
        if (kind === BALANCE) {
          s = this.#balance(s, p + 2)
          p += 4
        } else if (kind === FRONTIER) {
          const end = this.#frontier(s, p + 2)
          if (end === NO_MATCH) return NO_MATCH
          p = end
        } else if (isDigit(kind)) {
          s = this.#backReference(s, kind)
          p += 2
        } else {
          const end = this.#classEnd(p)
          if (isRepeated(this.#at(end))) return this.#repeat(s, p, end)
          if (!this.#matchesOne(s, p, end)) return NO_MATCH
          s++
          p = end
        }
        if (s === NO_MATCH) return NO_MATCH
        continue
      }
      const end = this.#classEnd(p)
      if (isRepeated(this.#at(end))) return this.#repeat(s, p, end)
      if (!this.#matchesOne(s, p, end)) return NO_MATCH
      s++
      p = end
    }
  }

  /** An item that `?`, `*`, `+` or `-` follows, and the rest of the pattern. */
  #repeat(s: number, p: number, end: number): number {
    switch (this.#at(end)) {
      case QUESTION: {
        if (this.#matchesOne(s, p, end)) {
          const found = this.#match(s + 1, end + 1)
          if (found !== NO_MATCH) return found
        }
        return this.#match(s, end + 1)
      }
      case STAR:
        return this.#longest(s, s, p, end)
      case PLUS:
        return this.#matchesOne(s, p, end) ? this.#longest(s + 1, s + 1, p, end) : NO_MATCH
      default:
        return this.#shortest(s, p, end)
    }
  }

  #longest(least: number, s: number, p: number, end: number): number {
    let most = s
    while (this.#matchesOne(most, p, end)) most++
    for (; most >= least; most--) {
      const found = this.#match(most, end + 1)
      if (found !== NO_MATCH) return found
    }
    return NO_MATCH
  }

  #shortest(from: number, p: number, end: number): number {
    for (let s = from; ; s++) {
      const found = this.#match(s, end + 1)
      if (found !== NO_MATCH) return found
      if (!this.#matchesOne(s, p, end)) return NO_MATCH
    }
  }

  #startCapture(s: number, p: number): number {
    if (this.level >= MAX_CAPTURES) luaL_error(this.#L, 'too many captures')
    const isPosition = this.#at(p + 1) === CLOSE
    this.#starts[this.level] = s
    this.#lengths[this.level] = isPosition ? POSITION : UNFINISHED
    this.level++
    const found = this.#match(s, isPosition ? p + 2 : p + 1)
    if (found === NO_MATCH) this.level--
    return found
  }

  #endCapture(s: number, p: number): number {
    let i = this.level - 1
    while (i >= 0 && this.#lengths[i] !== UNFINISHED) i--
    if (i < 0) return luaL_error(this.#L, 'invalid pattern capture')
    this.#lengths[i] = s - this.#starts[i]!
    const found = this.#match(s, p)
    if (found === NO_MATCH) this.#lengths[i] = UNFINISHED
    return found
  }

  #backReference(s: number, digit: number): number {
    const i = digit - ONE
    if (i < 0 || i >= this.level || this.#lengths[i] === UNFINISHED) {
      return luaL_error(this.#L, 'invalid capture index')
    }
    // A position has a length too large for any text.
    const length = this.#lengths[i]!
    if (length < 0) return NO_MATCH
    const start = this.#starts[i]!
    const isSame = this.#text.startsWith(this.#text.substring(start, start + length), s)
    return isSame ? s + length : NO_MATCH
  }

  /** `%bxy`: from an x to the y that balances it. */
  #balance(from: number, p: number): number {
    const opening = this.#at(p)
    const closing = this.#at(p + 1)
    if (opening === 0 || closing === 0) return luaL_error(this.#L, 'unbalanced pattern')
    const text = this.#text
    if (this.#textAt(from) !== opening) return NO_MATCH
    let open = 1
    for (let s = from + 1; s < text.length; s++) {
      const c = text.charCodeAt(s)
      if (c === closing) {
        if (--open === 0) return s + 1
      } else if (c === opening) open++
    }
    return NO_MATCH
  }

  /** `%f[set]`: between a byte outside the set and one inside; says where the pattern goes on. */
  #frontier(s: number, p: number): number {
    if (this.#at(p) !== OPEN_BRACKET) luaL_error(this.#L, "missing '[' after '%f' in pattern")
    const end = this.#classEnd(p)
    const previous = s === 0 ? 0 : this.#text.charCodeAt(s - 1)
    const isFrontier =
      !this.#isInSet(previous, p, end - 1) && this.#isInSet(this.#textAt(s), p, end - 1)
    return isFrontier ? end : NO_MATCH
  }

  #textAt(s: number): number {
    return s < this.#text.length ? this.#text.charCodeAt(s) : 0
  }

  /** Where the item that begins at `p` ends: a byte, an escape or a set. */
  #classEnd(p: number): number {
    const c = this.#at(p)
    if (c === ESCAPE) {
      if (this.#at(p + 1) === 0) luaL_error(this.#L, "malformed pattern (ends with '%')")
      return p + 2
    }
    if (c !== OPEN_BRACKET) return p + 1
    let end = this.#at(p + 1) === CARET ? p + 2 : p + 1
    // A bracket that comes first belongs to the set.
    do {
      const inner = this.#at(end)
      if (inner === 0) luaL_error(this.#L, "malformed pattern (missing ']')")
      end++
      if (inner === ESCAPE && this.#at(end) !== 0) end++
    } while (this.#at(end) !== CLOSE_BRACKET)
    return end + 1
  }

  #matchesOne(s: number, p: number, end: number): boolean {
    if (s >= this.#text.length) return false
    const c = this.#text.charCodeAt(s)
    const item = this.#at(p)
    switch (item) {
      case DOT:
        return true
      case ESCAPE:
        return isInClass(c, this.#at(p + 1))
      case OPEN_BRACKET:
        return this.#isInSet(c, p, end - 1)
      default:
        return item === c
    }
  }

  /** Whether `c` is in the set between the brackets at `p` and `last`. */
  #isInSet(c: number, p: number, last: number): boolean {
    const negated = this.#at(p + 1) === CARET
    for (let at = negated ? p + 2 : p + 1; at < last; at++) {
      const item = this.#at(at)
      if (item === ESCAPE) {
        at++
        if (isInClass(c, this.#at(at))) return !negated
      } else if (this.#at(at + 1) === MINUS && at + 2 < last) {
        at += 2
        if (item <= c && c <= this.#at(at)) return !negated
      } else if (item === c) return !negated
    }
    return negated
  }
}

function isRepeated(c: number): boolean {
  return c === STAR || c === PLUS || c === MINUS || c === QUESTION
}

const isDigit = (c: number): boolean => c >= ZERO && c <= ZERO + 9
const isLower = (c: number): boolean => c >= 97 && c <= 122
const isUpper = (c: number): boolean => c >= 65 && c <= 90

const CLASSES: Readonly<Record<string, (c: number) => boolean>> = {
  a: (c) => isLower(c) || isUpper(c),
  c: (c) => c < 32 || c === 127,
  d: isDigit,
  l: isLower,
  p: (c) => c > 32 && c < 127 && !isDigit(c) && !isLower(c) && !isUpper(c),
  s: (c) => c === 32 || (c >= 9 && c <= 13),
  u: isUpper,
  w: (c) => isDigit(c) || isLower(c) || isUpper(c),
  x: (c) => isDigit(c) || (c >= 97 && c <= 102) || (c >= 65 && c <= 70),
  z: (c) => c === 0,
}

/** By the letter of a class (its capital for the complement): who belongs to it. */
const MEMBERS: readonly (Uint8Array | undefined)[] = membersByLetter()

function membersByLetter(): (Uint8Array | undefined)[] {
  const table: (Uint8Array | undefined)[] = new Array(256).fill(undefined)
  for (const [letter, belongs] of Object.entries(CLASSES)) {
    const members = Uint8Array.from({ length: 256 }, (_, c) => (belongs(c) ? 1 : 0))
    table[code(letter)] = members
    table[code(letter.toUpperCase())] = members.map((is) => 1 - is)
  }
  return table
}

function isInClass(c: number, letter: number): boolean {
  const members = MEMBERS[letter]
  return members === undefined ? letter === c : members[c] === 1
}
