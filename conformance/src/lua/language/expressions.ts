import type { Dice } from '../../generate/dice.ts'
import { Names } from './names.ts'

/**
 * Random Lua expressions. Most make sense, so that scripts get somewhere; some do not, so that errors
 * are compared too.
 */
export class Expressions {
  readonly dice: Dice
  readonly names: Names = new Names()

  constructor(dice: Dice) {
    this.dice = dice
  }

  any(depth: number): string {
    const { dice } = this
    if (depth <= 0) return dice.chance(0.5) ? this.#variable() : this.literal()
    switch (dice.below(16)) {
      case 0:
      case 1:
        return this.literal()
      case 2:
      case 3:
        return this.#variable()
      case 4:
      case 5:
        return this.number(depth)
      case 6:
      case 7:
        return this.string(depth)
      case 8:
        return this.table(depth)
      case 9:
        return `(${this.any(depth - 1)} ${dice.pick(['and', 'or'])} ${this.any(depth - 1)})`
      case 10:
        return `(${this.any(depth - 1)} ${dice.pick(COMPARISONS)} ${this.any(depth - 1)})`
      case 11:
        return `${dice.pick(UNARY)}(${this.any(depth - 1)})`
      case 12:
        return `${this.tableVariable()}${this.#index(depth)}`
      case 13:
        return this.#arithmetic(this.any(depth - 1), this.any(depth - 1))
      case 14:
        return `${this.names.draw(dice, 'function')}(${this.list(depth - 1)})`
      default:
        return this.#anyCall(depth)
    }
  }

  /** Up to three expressions. */
  list(depth: number): string {
    return Array.from({ length: this.dice.below(4) }, () => this.any(depth)).join(', ')
  }

  literal(): string {
    const { dice } = this
    switch (dice.below(6)) {
      case 0:
        return dice.pick(['nil', 'true', 'false'])
      case 1:
      case 2:
        return this.stringLiteral()
      default:
        return dice.pick(NUMBERS)
    }
  }

  number(depth: number): string {
    const { dice } = this
    if (depth <= 0 || dice.chance(0.3)) {
      return dice.chance(0.5) ? dice.pick(NUMBERS) : this.names.draw(dice, 'number')
    }
    switch (dice.below(6)) {
      case 0:
        return `#${this.tableVariable()}`
      case 1:
        return `#${this.string(depth - 1)}`
      case 2:
        return `-(${this.number(depth - 1)})`
      case 3:
        return this.#call(dice.pick(NUMERIC_CALLS), depth)
      default:
        return this.#arithmetic(this.number(depth - 1), this.number(depth - 1))
    }
  }

  /** Powers are exact to the last bit only for the exponents of `EXPONENTS`; see docs/differences.md. */
  #arithmetic(left: string, right: string): string {
    const operator = this.dice.pick(ARITHMETIC)
    return `(${left} ${operator} ${operator === '^' ? this.dice.pick(EXPONENTS) : right})`
  }

  string(depth: number): string {
    const { dice } = this
    if (depth <= 0 || dice.chance(0.3)) {
      return dice.chance(0.5) ? `(${this.stringLiteral()})` : this.names.draw(dice, 'string')
    }
    switch (dice.below(4)) {
      case 0:
        return `(${this.string(depth - 1)} .. ${this.#scalar(depth - 1)})`
      case 1:
        return `tostring(${this.#scalar(depth - 1)})`
      case 2:
        return this.#method(depth)
      default:
        return this.#call(dice.pick(STRING_CALLS), depth)
    }
  }

  stringLiteral(): string {
    return this.dice.pick(STRINGS)
  }

  pattern(): string {
    const { dice } = this
    if (dice.chance(0.1)) return this.stringLiteral()
    const parts = Array.from({ length: dice.between(1, 4) }, () => dice.pick(PATTERN_PARTS))
    return `'${parts.join('')}'`
  }

  table(depth: number): string {
    const { dice } = this
    const items = Array.from({ length: dice.below(6) }, () => {
      switch (dice.below(4)) {
        case 0:
          return `${dice.pick(FIELDS)} = ${this.any(depth - 1)}`
        case 1:
          return `[${this.key(depth - 1)}] = ${this.any(depth - 1)}`
        default:
          return this.any(depth - 1)
      }
    })
    return `{${items.join(dice.pick([', ', '; ', ',']))}}`
  }

  /** A key that is rarely refused. */
  key(depth: number): string {
    const { dice } = this
    if (dice.chance(0.4)) return dice.pick(KEY_NUMBERS)
    if (dice.chance(0.5)) return `'${dice.pick(FIELDS)}${dice.chance(0.3) ? dice.below(30) : ''}'`
    return dice.chance(0.9) ? this.#scalar(depth) : this.any(depth)
  }

  tableVariable(): string {
    return this.names.draw(this.dice, 'table')
  }

  functionValue(depth: number): string {
    const { dice } = this
    const parameters = dice.pick(['', 'a', 'a, b', '...', 'a, ...'])
    const vararg = parameters.includes('...')
    const result = dice.pick([
      this.any(depth - 1),
      'a',
      'b',
      vararg && dice.chance(0.8) ? '...' : 'select("#", a, b)',
      vararg ? 'arg and arg.n' : '(a)',
      vararg ? "select('#', ...)" : 'a, b',
    ])
    return `function(${parameters}) tick() return ${result} end`
  }

  #variable(): string {
    return this.names.draw(
      this.dice,
      this.dice.pick(['number', 'string', 'table', 'any', 'any', 'function']),
    )
  }

  #scalar(depth: number): string {
    return this.dice.chance(0.5) ? this.number(depth) : this.string(depth)
  }

  #index(depth: number): string {
    const { dice } = this
    if (dice.chance(0.5)) return `.${dice.pick(FIELDS)}`
    return `[${this.key(depth - 1)}]`
  }

  #method(depth: number): string {
    const { dice } = this
    const [name, parameters] = dice.pick(METHODS)
    return `${this.names.draw(dice, 'string')}:${name}(${this.#arguments(parameters, depth)})`
  }

  #anyCall(depth: number): string {
    return this.#call(this.dice.pick(CALLS), depth)
  }

  #call([name, parameters]: Call, depth: number): string {
    return `${name}(${this.#arguments(parameters, depth)})`
  }

  #arguments(parameters: string, depth: number): string {
    const { dice } = this
    const given = [...parameters].map((kind) => this.#argument(kind, depth))
    // Sometimes one is missing, or there is one more.
    if (dice.chance(0.1)) given.pop()
    else if (dice.chance(0.05)) given.push(this.any(0))
    return given.join(', ')
  }

  #argument(kind: string, depth: number): string {
    const { dice } = this
    if (dice.chance(0.04)) return this.any(depth - 1)
    switch (kind) {
      case 'n':
        return this.number(depth - 1)
      case 'e':
        return dice.pick(EXPONENTS)
      case 'i':
        return dice.pick(SMALL)
      case 's':
        return this.string(depth - 1)
      case 'p':
        return this.pattern()
      case 'r':
        return this.#replacement(depth)
      case 't':
        return this.tableVariable()
      case 'f':
        return dice.chance(0.5) ? this.functionValue(depth - 1) : this.names.draw(dice, 'function')
      case 'F':
        return `'${Array.from({ length: dice.between(1, 2) }, () => dice.pick(FORMATS)).join(dice.pick(['', ' ', '|']))}'`
      default:
        return this.any(depth - 1)
    }
  }

  #replacement(depth: number): string {
    const { dice } = this
    switch (dice.below(5)) {
      case 0:
        return this.tableVariable()
      case 1:
        return this.functionValue(depth - 1)
      case 2:
        return this.string(depth - 1)
      default:
        return dice.pick(REPLACEMENTS)
    }
  }
}

/** A function, and what it takes: a letter a parameter. */
type Call = readonly [string, string]

const NUMBERS: readonly string[] =
  '0 1 2 3 4 7 8 10 16 17 (-1) (-2) 0.5 1.5 2.5 (-0.5) (-1.5) 1e15 1e14 123456789012345 99999999999999.5 1e100 2^53 2^31 2^32 (-2^31) 1/3 0.1 1e-5 0x10 0xff 3. .5 1e308 1/0 (-1/0) 0/0 (-0) 100 255 256 65 1e3'.split(
    ' ',
  )
const SMALL: readonly string[] =
  '0 1 2 3 4 5 (-1) (-2) (-3) (-4) nil 1.5 2.9 10 100 "2" (-100) 2^31 (-2^53)'.split(' ')
const EXPONENTS: readonly string[] =
  '0 1 2 3 10 0.5 1.5 (-1) (-2) (-0.5) 100 "2" (1/0) (0/0)'.split(' ')
const KEY_NUMBERS: readonly string[] =
  '1 2 3 4 5 6 7 8 9 10 11 12 16 17 32 33 0 (-1) 1.5 2.5 100 1e10 2^53 0.1 (-0)'.split(' ')
const STRINGS: readonly string[] = [
  "'abc'",
  "''",
  "'10'",
  "'0x10'",
  "' 5 '",
  "'1e2'",
  "'hello world'",
  "'a,b,,c'",
  "'x=1, y=2'",
  "'\\0'",
  "'a\\0b'",
  "'\\255\\1'",
  "'%d'",
  "'a.b'",
  "'[[x]]'",
  "'(foo(bar)baz)'",
  '"it\'s"',
  "'line\\nline'",
  "'\\r\\n\\t'",
  "'ÄÖ'",
  "'inf'",
  "'-1.5'",
  "'5x'",
  "'aaa'",
  "'THE (quick) fox'",
  "'-'",
  "'0123456789012345678901234567890123456789'",
]
const FIELDS: readonly string[] = ['x', 'y', 'z', 'n', 'foo', 'bar', 'key', 'value', 'id', 'name']
const COMPARISONS: readonly string[] = ['==', '~=', '<', '<=', '>', '>=']
const ARITHMETIC: readonly string[] = ['+', '-', '*', '/', '%', '+', '-', '*', '^', '..']
const UNARY: readonly string[] = ['not ', '-', '#']
const PATTERN_PARTS: readonly string[] = [
  'a',
  'b',
  'x',
  '.',
  '%a',
  '%d',
  '%s',
  '%w',
  '%p',
  '%l',
  '%u',
  '%x',
  '%z',
  '%c',
  '%A',
  '%W',
  '%D',
  '%S',
  '%g',
  'a*',
  '.*',
  '.-',
  '%a+',
  '%d+',
  '%w*',
  '%s*',
  'a?',
  'x-',
  '[abc]',
  '[^abc]',
  '[a-z]',
  '[%w_]',
  '[^%s]+',
  '[%a-]',
  '[]]',
  '[^]]',
  '[a-]',
  '(a)',
  '(.)',
  '(.-)',
  '(%w+)',
  '(%w*)',
  '()',
  '%1',
  '%b()',
  '%f[%w]',
  '%f[%a]',
  '^',
  '$',
  '%.',
  '%%',
  ',',
  '=',
  '(',
  ')',
  '[',
  ']',
  '%',
  '-',
  '(a*(.)%w(%s*))',
  '\\0',
  '%f',
  '%b',
]
const REPLACEMENTS: readonly string[] = [
  "''",
  "'-'",
  "'%0'",
  "'%1'",
  "'<%1>'",
  "'%0%0'",
  "'%2'",
  "'%%'",
  "'%'",
  "'%x'",
  '5',
  "'a%9'",
]
const FORMATS: readonly string[] =
  '%d %5d %-5d| %05d %+d %i %u %x %X %o %#x %#o %c %s %10s %-10s| %.2s %5.1s %q %f %.2f %5.1f %10.3f %-8.2f| %+.1f %e %.3e %E %g %.3g %G %.14g %.17g %#g %.0f %#.0f %% %.20f %5.5d %.0d %.5x % d %a %y %5 %123d %.123f %------d %5.2q %p'.split(
    ' ',
  )

const METHODS: readonly Call[] = [
  ['upper', ''],
  ['lower', ''],
  ['rep', 'i'],
  ['reverse', ''],
  ['sub', 'ii'],
  ['sub', 'i'],
  ['len', ''],
  ['byte', 'ii'],
  ['find', 'p'],
  ['match', 'p'],
  ['gsub', 'pr'],
  ['format', 'nn'],
]

const NUMERIC_CALLS: readonly Call[] = [
  ['math.floor', 'n'],
  ['math.ceil', 'n'],
  ['math.abs', 'n'],
  ['math.max', 'nn'],
  ['math.min', 'nnn'],
  ['math.fmod', 'nn'],
  ['math.mod', 'nn'],
  ['math.sqrt', 'n'],
  ['math.modf', 'n'],
  ['math.frexp', 'n'],
  ['math.ldexp', 'ni'],
  ['math.pow', 'ne'],
  ['math.rad', 'n'],
  ['math.deg', 'n'],
  ['math.random', 'i'],
  ['math.random', 'ii'],
  ['math.random', ''],
  ['tonumber', 's'],
  ['tonumber', 'si'],
  ['string.len', 's'],
  ['string.byte', 'si'],
  ['table.getn', 't'],
  ['table.maxn', 't'],
  ['select', 'iaaa'],
]

const STRING_CALLS: readonly Call[] = [
  ['string.format', 'Fnn'],
  ['string.format', 'Fss'],
  ['string.format', 'Faa'],
  ['string.format', 'Fn'],
  ['string.sub', 'sii'],
  ['string.rep', 'si'],
  ['string.char', 'ii'],
  ['string.gsub', 'spr'],
  ['string.gsub', 'spr'],
  ['string.gsub', 'spri'],
  ['string.match', 'sp'],
  ['string.match', 'spi'],
  ['string.lower', 's'],
  ['string.upper', 's'],
  ['string.reverse', 's'],
  ['table.concat', 't'],
  ['table.concat', 'tsii'],
  ['type', 'a'],
]

const CALLS: readonly Call[] = [
  ...STRING_CALLS,
  ...NUMERIC_CALLS,
  ['string.find', 'sp'],
  ['string.find', 'spi'],
  ['string.find', 'sspa'],
  ['string.byte', 'sii'],
  ['table.insert', 'ta'],
  ['table.insert', 'tia'],
  ['table.remove', 't'],
  ['table.remove', 'ti'],
  ['table.sort', 't'],
  ['table.sort', 'tf'],
  ['table.foreach', 'tf'],
  ['table.foreachi', 'tf'],
  ['table.setn', 'ti'],
  ['unpack', 't'],
  ['unpack', 'tii'],
  ['next', 't'],
  ['next', 'ta'],
  ['rawget', 'ta'],
  ['rawset', 'taa'],
  ['rawequal', 'aa'],
  ['setmetatable', 'tt'],
  ['setmetatable', 'ta'],
  ['getmetatable', 'a'],
  ['pcall', 'fa'],
  ['pcall', 'a'],
  ['xpcall', 'ff'],
  ['assert', 'as'],
  ['error', 's'],
  ['error', 'ai'],
  ['select', '"#"aa'],
  ['tostring', 'a'],
  ['loadstring', 's'],
  ['load', 'f'],
  ['ipairs', 't'],
  ['pairs', 't'],
  ['coroutine.wrap', 'f'],
  ['coroutine.resume', 'a'],
  ['coroutine.yield', 'a'],
  ['coroutine.running', ''],
  ['collectgarbage', ''],
  ['string.dump', 'f'],
]
