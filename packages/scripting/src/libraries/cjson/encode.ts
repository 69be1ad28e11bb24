import type { Bytes } from '@resident/bytes'
import {
  LUA_TBOOLEAN,
  LUA_TLIGHTUSERDATA,
  LUA_TNIL,
  LUA_TNUMBER,
  LUA_TSTRING,
  LUA_TTABLE,
  type LuaState,
  lua_checkstack,
  lua_gettop,
  lua_next,
  lua_pop,
  lua_pushbytes,
  lua_pushnil,
  lua_rawgeti,
  lua_toboolean,
  lua_tobytes,
  lua_tonumber,
  lua_type,
  lua_typename,
  luaL_argerror,
  luaL_error,
} from '../../lua/index.ts'
import { numberToString } from '../../lua/number.ts'
import { formatGeneral } from '../../lua/printf.ts'
import { REFUSED, type Settings, WRITTEN } from './settings.ts'

const INT_MIN = -2147483648
const INT_MAX = 2147483647

/** Text beyond this is put away: a million pieces joined one by one take far more room than their text. */
const CHUNK = 1 << 20

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

/** A table that is being written: it lies on the Lua stack, and below its key if it is an object. */
interface Open {
  /** Elements of an array; 0 of an object. */
  readonly length: number
  /** How many have been written. */
  written: number
}

/** cjson.encode(value) */
export function encode(L: LuaState, settings: Settings): number {
  if (lua_gettop(L) !== 1) luaL_argerror(L, 1, 'expected 1 argument')
  lua_pushbytes(L, new Encoder(L, settings).encode())
  return 1
}

/** Writes the value on top of the stack. Goes as deep as the settings allow without recursion. */
class Encoder {
  readonly #L: LuaState
  readonly #settings: Settings
  readonly #open: Open[] = []
  readonly #chunks: string[] = []
  #text = ''

  constructor(L: LuaState, settings: Settings) {
    this.#L = L
    this.#settings = settings
  }

  encode(): Bytes {
    for (;;) {
      if (lua_type(this.#L, -1) === LUA_TTABLE) {
        this.#openTable()
      } else {
        this.#scalar()
        if (this.#open.length === 0) break
        lua_pop(this.#L, 1)
      }
      while (!this.#advance()) {
        this.#open.pop()
        if (this.#open.length === 0) return this.#whole()
        lua_pop(this.#L, 1)
      }
      if (this.#text.length > CHUNK) this.#putAway()
    }
    return this.#whole()
  }

  #putAway(): void {
    // Looking at a byte makes it one piece.
    this.#text.charCodeAt(0)
    this.#chunks.push(this.#text)
    this.#text = ''
  }

  #whole(): Bytes {
    return (this.#chunks.length === 0 ? this.#text : this.#chunks.join('') + this.#text) as Bytes
  }

  #openTable(): void {
    const depth = this.#open.length + 1
    if (depth > this.#settings.encodeMaxDepth || !lua_checkstack(this.#L, 3))
      luaL_error(this.#L, `Cannot serialise, excessive nesting (${depth})`)
    const length = this.#arrayLength()
    this.#open.push({ length, written: 0 })
    this.#text += length > 0 ? '[' : '{'
    if (length === 0) lua_pushnil(this.#L)
  }

  /** Puts the next value of the innermost table on the stack, or ends that table. */
  #advance(): boolean {
    const open = this.#open[this.#open.length - 1] as Open
    if (open.length > 0 ? open.written === open.length : !lua_next(this.#L, -2)) {
      this.#text += open.length > 0 ? ']' : '}'
      return false
    }
    if (open.written++ > 0) this.#text += ','
    if (open.length > 0) lua_rawgeti(this.#L, -1, open.written)
    else this.#key()
    return true
  }

  #key(): void {
    switch (lua_type(this.#L, -2)) {
      case LUA_TNUMBER:
        this.#text += '"'
        this.#number(-2)
        this.#text += '":'
        break
      case LUA_TSTRING:
        this.#text += `${quoted(lua_tobytes(this.#L, -2) as Bytes)}:`
        break
      default:
        this.#refuse(-2, 'table key must be a number or string')
    }
  }

  #scalar(): void {
    switch (lua_type(this.#L, -1)) {
      case LUA_TSTRING:
        this.#text += quoted(lua_tobytes(this.#L, -1) as Bytes)
        break
      case LUA_TNUMBER:
        this.#number(-1)
        break
      case LUA_TBOOLEAN:
        this.#text += lua_toboolean(this.#L, -1) ? 'true' : 'false'
        break
      // cjson.null, the only light userdata that there is.
      case LUA_TLIGHTUSERDATA:
      case LUA_TNIL:
        this.#text += 'null'
        break
      default:
        this.#refuse(-1, 'type not supported')
    }
  }

  #number(index: number): void {
    const value = lua_tonumber(this.#L, index)
    if (Number.isFinite(value)) {
      const precision = this.#settings.numberPrecision
      // Lua itself writes numbers with 14 digits.
      this.#text += precision === 14 ? numberToString(value) : formatGeneral(value, precision)
      return
    }
    const setting = this.#settings.encodeInvalid
    if (setting === REFUSED) this.#refuse(index, 'must not be NaN or Inf')
    if (setting !== WRITTEN) this.#text += 'null'
    else if (Number.isNaN(value)) this.#text += 'nan'
    else this.#text += value > 0 ? 'inf' : '-inf'
  }

  /** The length of the array on top of the stack, or 0 if it is to be an object. */
  #arrayLength(): number {
    let max = 0
    let items = 0
    lua_pushnil(this.#L)
    while (lua_next(this.#L, -2)) {
      const key = lua_type(this.#L, -2) === LUA_TNUMBER ? lua_tonumber(this.#L, -2) : 0
      if (key < 1 || Math.floor(key) !== key) {
        lua_pop(this.#L, 2)
        return 0
      }
      // What an int of C has no room for becomes the smallest one.
      if (key > max) max = key > INT_MAX ? INT_MIN : key
      items++
      lua_pop(this.#L, 1)
    }
    if (!this.#isSparse(max, items)) return Math.max(max, 0)
    if (!this.#settings.sparseConvert) this.#refuse(-1, 'excessively sparse array')
    return 0
  }

  #isSparse(max: number, items: number): boolean {
    const { sparseRatio, sparseSafe } = this.#settings
    return sparseRatio > 0 && max > Math.imul(items, sparseRatio) && max > sparseSafe
  }

  #refuse(index: number, reason: string): never {
    const type = lua_typename(this.#L, lua_type(this.#L, index))
    return luaL_error(this.#L, `Cannot serialise ${type}: ${reason}`)
  }
}

function quoted(text: Bytes): string {
  return text.search(ESCAPED) === -1 ? `"${text}"` : `"${text.replace(ESCAPED, escaped)}"`
}

function escaped(byte: string): string {
  return SHORT_ESCAPES[byte] ?? `\\u${byte.charCodeAt(0).toString(16).padStart(4, '0')}`
}
