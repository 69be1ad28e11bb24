import { type LuaState, luaL_argerror, luaL_error } from '../../lua/index.ts'

const INT_MAX = 2147483647
const ZERO = 48
/** Bytes of the largest integer. */
const MAX_INTEGER = 32
/** For `!` without a number: the alignment of a double. */
const MAX_ALIGNMENT = 8

const FIXED_SIZES: Readonly<Record<string, number>> = {
  b: 1,
  B: 1,
  h: 2,
  H: 2,
  l: 8,
  L: 8,
  T: 8,
  f: 4,
  d: 8,
  x: 1,
}

/** The options of a format string, one at a time. A zero byte ends it. */
export class Format {
  readonly #L: LuaState
  readonly #text: string
  #at = 0
  #align = 1
  littleEndian = true
  /** The option's letter, and how many bytes it takes: 0 for those that take none, or as many as there are. */
  option = ''
  size = 0

  constructor(L: LuaState, text: string) {
    this.#L = L
    this.#text = text
  }

  /** Moves on to the next option; returns false at the end. */
  next(): boolean {
    this.option = this.#text.charAt(this.#at++)
    if (this.option === '' || this.option === '\0') return false
    this.size = this.#size()
    return true
  }

  /** How many bytes must come before the option's if `position` come before them. */
  padding(position: number): number {
    if (this.size === 0 || this.option === 'c') return 0
    // Sizes that are no power of 2 are aligned in this strange way too.
    const size = Math.min(this.size, this.#align)
    return (size - (position & (size - 1))) & (size - 1)
  }

  /** Applies an option that says how others are read; refuses any other. */
  control(): void {
    switch (this.option) {
      case ' ':
        return
      case '>':
      case '<':
        this.littleEndian = this.option === '<'
        return
      case '!':
        this.#align = this.#number(MAX_ALIGNMENT)
        if (!isPowerOfTwo(this.#align))
          luaL_error(this.#L, `alignment ${this.#align} is not a power of 2`)
        return
      default:
        luaL_argerror(this.#L, 1, `invalid format option '${this.option}'`)
    }
  }

  #size(): number {
    switch (this.option) {
      case 'c':
        return this.#number(1)
      case 'i':
      case 'I': {
        const size = this.#number(4)
        if (size > MAX_INTEGER)
          luaL_error(this.#L, `integral size ${size} is larger than limit of ${MAX_INTEGER}`)
        return size
      }
      default:
        return FIXED_SIZES[this.option] ?? 0
    }
  }

  /** The number at this place of the format, if there is one. */
  #number(otherwise: number): number {
    let value = 0
    const start = this.#at
    for (;;) {
      const digit = this.#text.charCodeAt(this.#at) - ZERO
      if (!(digit >= 0 && digit <= 9)) break
      value = value * 10 + digit
      if (value > INT_MAX) luaL_error(this.#L, 'integral size overflow')
      this.#at++
    }
    return this.#at === start ? otherwise : value
  }
}

function isPowerOfTwo(value: number): boolean {
  return value > 0 && (value & (value - 1)) === 0
}
