import type { Bytes } from '@resident/bytes'
import {
  type LuaState,
  LuaTable,
  type LuaValue,
  lua_checkstack,
  lua_gettop,
  luaL_argerror,
  luaL_checkbytes,
  luaL_error,
  push,
} from '../../lua/index.ts'
import type { Settings } from './settings.ts'
import { type TokenKind, Tokens } from './token.ts'

/** cjson.decode(text) */
export function decode(L: LuaState, settings: Settings): number {
  if (lua_gettop(L) !== 1) luaL_argerror(L, 1, 'expected 1 argument')
  const text = luaL_checkbytes(L, 1)
  if (text.length >= 2 && (text.charCodeAt(0) === 0 || text.charCodeAt(1) === 0))
    luaL_error(L, 'JSON parser does not support UTF-16 or UTF-32')
  push(L, new Decoder(L, settings, text).decode())
  return 1
}

/** A table that is being read. */
interface Open {
  readonly table: LuaTable
  readonly isObject: boolean
  /** Of the value to come: in an array its index. */
  key: Bytes | number
}

/** Reads what a text says. Goes as deep as the settings allow without recursion. */
class Decoder {
  readonly #L: LuaState
  readonly #maxDepth: number
  readonly #tokens: Tokens
  readonly #open: Open[] = []
  /** How many places of the Lua stack cjson would take for the open tables. */
  #slots = 0
  #value: LuaValue

  constructor(L: LuaState, settings: Settings, text: Bytes) {
    this.#L = L
    this.#maxDepth = settings.decodeMaxDepth
    this.#tokens = new Tokens(text, settings.decodeInvalid === 1)
  }

  decode(): LuaValue {
    this.#tokens.next()
    do {
      while (!this.#read()) {
        // A table was opened: the token is the one of its first value.
      }
      while (this.#open.length > 0 && this.#put()) {
        // A table was closed, and is now itself the value to put into one.
      }
    } while (this.#open.length > 0)
    this.#expect('T_END', 'the end')
    return this.#value
  }

  /** Reads a whole value, or opens a table and says false. */
  #read(): boolean {
    const tokens = this.#tokens
    switch (tokens.kind) {
      case 'T_STRING':
        this.#value = tokens.string
        break
      case 'T_NUMBER':
        this.#value = tokens.number
        break
      case 'T_BOOLEAN':
        this.#value = tokens.boolean
        break
      case 'T_NULL':
        this.#value = this.#L.global.lightUserdata(null)
        break
      case 'T_OBJ_BEGIN':
        return this.#openObject()
      case 'T_ARR_BEGIN':
        return this.#openArray()
      default:
        this.#fail('value')
    }
    tokens.next()
    return true
  }

  #openObject(): boolean {
    const table = this.#descend(3)
    if (this.#endsWith('T_OBJ_END', table)) return true
    this.#slots += 2
    this.#open.push({ table, isObject: true, key: this.#key() })
    return false
  }

  #openArray(): boolean {
    const table = this.#descend(2)
    if (this.#endsWith('T_ARR_END', table)) return true
    this.#slots += 1
    this.#open.push({ table, isObject: false, key: 1 })
    return false
  }

  #descend(slots: number): LuaTable {
    const depth = this.#open.length + 1
    if (depth > this.#maxDepth || !lua_checkstack(this.#L, this.#slots + slots)) {
      const where = `(${depth}) at character ${this.#tokens.read}`
      luaL_error(this.#L, `Found too many nested data structures ${where}`)
    }
    this.#tokens.next()
    return new LuaTable()
  }

  #endsWith(end: TokenKind, table: LuaTable): boolean {
    if (this.#tokens.kind !== end) return false
    this.#value = table
    this.#tokens.next()
    return true
  }

  #key(): Bytes {
    const tokens = this.#tokens
    if (tokens.kind !== 'T_STRING') this.#fail('object key string')
    const key = tokens.string
    tokens.next()
    this.#expect('T_COLON', 'colon')
    tokens.next()
    return key
  }

  /** Puts the value into the innermost table; says whether that table ends here. */
  #put(): boolean {
    const open = this.#open[this.#open.length - 1] as Open
    const { table, isObject, key } = open
    table.set(key, this.#value)
    if (this.#endsWith(isObject ? 'T_OBJ_END' : 'T_ARR_END', table)) {
      this.#slots -= isObject ? 2 : 1
      this.#open.pop()
      return true
    }
    this.#expect('T_COMMA', isObject ? 'comma or object end' : 'comma or array end')
    this.#tokens.next()
    open.key = isObject ? this.#key() : (key as number) + 1
    return false
  }

  #expect(kind: TokenKind, expected: string): void {
    if (this.#tokens.kind !== kind) this.#fail(expected)
  }

  #fail(expected: string): never {
    const { name, start } = this.#tokens
    return luaL_error(this.#L, `Expected ${expected} but found ${name} at character ${start + 1}`)
  }
}
