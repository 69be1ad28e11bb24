import type { Bytes } from '@resident/bytes'
import {
  counted,
  LightUserdata,
  type LuaState,
  LuaTable,
  type LuaValue,
  lua_checkstack,
  lua_gettop,
  luaL_argerror,
  luaL_error,
  push,
  typeName,
  valueAt,
} from '../../lua/index.ts'
import { numberToString } from '../../lua/number.ts'
import { formatGeneral } from '../../lua/printf.ts'
import { REFUSED, type Settings, WRITTEN } from './settings.ts'

const INT_MIN = -2147483648
const INT_MAX = 2147483647

/** Text longer than this is made one piece: a million pieces joined one by one take far more memory than their text. */
const CHUNK = 1 << 20

const NEEDS_ESCAPE = /[\0-\x1f"/\\\x7f]/
const ESCAPED = /[\0-\x1f"/\\\x7f]/g
const SHORT_ESCAPES: Readonly<Record<string, string>> = {
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\f': '\\f',
  '\r': '\\r',
  '"': '\\"',
  '/': '\\/',
  '\\': '\\\\',
}

/** A table that is being written. */
interface Open {
  readonly table: LuaTable
  /** Elements of an array; 0 of an object. */
  readonly length: number
  /** How many have been written. */
  written: number
  /** In an object, where the last key is. */
  position: number
}

/** cjson.encode(value) */
export function encode(L: LuaState, settings: Settings): number {
  if (lua_gettop(L) !== 1) luaL_argerror(L, 1, 'expected 1 argument')
  push(L, counted(new Encoder(L, settings).encode(valueAt(L, 1))))
  return 1
}

/** Writes a value. Goes as deep as the settings allow without recursion. */
class Encoder {
  readonly #L: LuaState
  readonly #settings: Settings
  readonly #open: Open[] = []
  /** How many places of the Lua stack cjson would take for the open tables. */
  #slots = 0
  readonly #chunks: string[] = []
  #text = ''
  /** What is to be written next. */
  #value: LuaValue

  constructor(L: LuaState, settings: Settings) {
    this.#L = L
    this.#settings = settings
  }

  encode(value: LuaValue): Bytes {
    this.#value = value
    do {
      if (this.#value instanceof LuaTable) this.#openTable(this.#value)
      else this.#text += this.#scalar(this.#value)
      if (this.#text.length > CHUNK) this.#putAway()
    } while (this.#goOn())
    return (this.#chunks.length === 0 ? this.#text : this.#chunks.join('') + this.#text) as Bytes
  }

  #putAway(): void {
    // Looking at a byte makes it one piece.
    this.#text.charCodeAt(0)
    this.#chunks.push(this.#text)
    this.#text = ''
  }

  #openTable(table: LuaTable): void {
    const depth = this.#open.length + 1
    if (depth > this.#settings.encodeMaxDepth || !lua_checkstack(this.#L, this.#slots + 3))
      luaL_error(this.#L, `Cannot serialise, excessive nesting (${depth})`)
    const length = this.#arrayLength(table)
    this.#open.push({ table, length, written: 0, position: -1 })
    this.#slots += length > 0 ? 1 : 2
    this.#text += length > 0 ? '[' : '{'
  }

  /** Goes on to the next value of the innermost table that has one, ending tables that have none; returns false if all have ended. */
  #goOn(): boolean {
    for (;;) {
      const open = this.#open[this.#open.length - 1]
      if (open === undefined) return false
      if (open.length > 0 ? this.#nextElement(open) : this.#nextField(open)) return true
      this.#text += open.length > 0 ? ']' : '}'
      this.#slots -= open.length > 0 ? 1 : 2
      this.#open.pop()
    }
  }

  #nextElement(open: Open): boolean {
    if (open.written === open.length) return false
    if (open.written++ > 0) this.#text += ','
    this.#value = open.table.getNumber(open.written)
    return true
  }

  #nextField(open: Open): boolean {
    const { table } = open
    open.position = table.nextPosition(open.position)
    if (open.position === -1) return false
    if (open.written++ > 0) this.#text += ','
    this.#text += this.#key(table.keyAt(open.position))
    this.#value = table.valueAt(open.position)
    return true
  }

  #key(key: LuaValue): string {
    if (typeof key === 'string') return `${quoted(key)}:`
    if (typeof key === 'number') return `"${this.#number(key)}":`
    return this.#refuse(key, 'table key must be a number or string')
  }

  #scalar(value: LuaValue): string {
    if (typeof value === 'string') return quoted(value)
    if (typeof value === 'number') return this.#number(value)
    if (typeof value === 'boolean') return value ? 'true' : 'false'
    // cjson.null is the only light userdata that there is.
    if (value === undefined || value instanceof LightUserdata) return 'null'
    return this.#refuse(value, 'type not supported')
  }

  #number(value: number): string {
    if (Number.isFinite(value)) {
      const precision = this.#settings.numberPrecision
      // Lua itself writes numbers with 14 digits.
      return precision === 14 ? numberToString(value) : formatGeneral(value, precision)
    }
    const setting = this.#settings.encodeInvalid
    if (setting === REFUSED) this.#refuse(value, 'must not be NaN or Inf')
    if (setting !== WRITTEN) return 'null'
    if (Number.isNaN(value)) return 'nan'
    return value > 0 ? 'inf' : '-inf'
  }

  /** The length of a table as an array, or 0 if it is to be an object. */
  #arrayLength(table: LuaTable): number {
    let max = 0
    let items = 0
    for (let at = table.nextPosition(-1); at !== -1; at = table.nextPosition(at)) {
      const key = table.keyAt(at)
      if (typeof key !== 'number' || key < 1 || Math.floor(key) !== key) return 0
      // What does not fit into C's int becomes the smallest int.
      if (key > max) max = key > INT_MAX ? INT_MIN : key
      items++
    }
    if (!this.#isSparse(max, items)) return Math.max(max, 0)
    if (!this.#settings.sparseConvert) this.#refuse(table, 'excessively sparse array')
    return 0
  }

  #isSparse(max: number, items: number): boolean {
    const { sparseRatio, sparseSafe } = this.#settings
    return sparseRatio > 0 && max > Math.imul(items, sparseRatio) && max > sparseSafe
  }

  #refuse(value: LuaValue, reason: string): never {
    return luaL_error(this.#L, `Cannot serialise ${typeName(value)}: ${reason}`)
  }
}

function quoted(text: string): string {
  return NEEDS_ESCAPE.test(text) ? `"${text.replace(ESCAPED, escaped)}"` : `"${text}"`
}

function escaped(byte: string): string {
  return SHORT_ESCAPES[byte] ?? `\\u${byte.charCodeAt(0).toString(16).padStart(4, '0')}`
}
