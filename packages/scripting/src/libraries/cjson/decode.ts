import type { Bytes } from '@resident/bytes'
import {
  type LuaState,
  lua_checkstack,
  lua_gettop,
  lua_newtable,
  lua_pushboolean,
  lua_pushbytes,
  lua_pushlightuserdata,
  lua_pushnumber,
  lua_rawset,
  lua_rawseti,
  luaL_argerror,
  luaL_checkbytes,
  luaL_error,
} from '../../lua/index.ts'
import type { Settings } from './settings.ts'
import {
  ARRAY_BEGIN,
  ARRAY_END,
  BOOLEAN,
  COLON,
  COMMA,
  END,
  NULL,
  NUMBER,
  OBJECT_BEGIN,
  OBJECT_END,
  STRING,
  Tokens,
} from './token.ts'

/** In the place of an array's next index. */
const OBJECT = 0

/** cjson.decode(text) */
export function decode(L: LuaState, settings: Settings): number {
  if (lua_gettop(L) !== 1) luaL_argerror(L, 1, 'expected 1 argument')
  const text = luaL_checkbytes(L, 1)
  if (text.length >= 2 && (text.charCodeAt(0) === 0 || text.charCodeAt(1) === 0))
    luaL_error(L, 'JSON parser does not support UTF-16 or UTF-32')
  new Decoder(L, settings, text).decode()
  return 1
}

/** Pushes what a text says. Goes as deep as the settings allow without recursion. */
class Decoder {
  readonly #L: LuaState
  readonly #maxDepth: number
  readonly #tokens: Tokens
  /** The tables that are being read, all on the Lua stack: the index of an array's next element, or OBJECT. */
  readonly #open: number[] = []

  constructor(L: LuaState, settings: Settings, text: Bytes) {
    this.#L = L
    this.#maxDepth = settings.decodeMaxDepth
    this.#tokens = new Tokens(text, settings.decodeInvalid === 1)
  }

  decode(): void {
    this.#tokens.next()
    do {
      while (!this.#value()) {
        // A table was opened: the token is the one of its first value.
      }
      while (this.#open.length > 0 && this.#put()) {
        // A table was closed, and is now itself the value to put into one.
      }
    } while (this.#open.length > 0)
    this.#expect(END, 'the end')
  }

  /** Pushes a whole value, or opens a table and says false. */
  #value(): boolean {
    const tokens = this.#tokens
    switch (tokens.kind) {
      case STRING:
        lua_pushbytes(this.#L, tokens.string)
        break
      case NUMBER:
        lua_pushnumber(this.#L, tokens.number)
        break
      case BOOLEAN:
        lua_pushboolean(this.#L, tokens.boolean)
        break
      case NULL:
        lua_pushlightuserdata(this.#L, null)
        break
      case OBJECT_BEGIN:
        return this.#openObject()
      case ARRAY_BEGIN:
        return this.#openArray()
      default:
        this.#fail('value')
    }
    tokens.next()
    return true
  }

  #openObject(): boolean {
    this.#descend(3)
    this.#tokens.next()
    if (this.#tokens.kind === OBJECT_END) {
      this.#tokens.next()
      return true
    }
    this.#open.push(OBJECT)
    this.#key()
    return false
  }

  #openArray(): boolean {
    this.#descend(2)
    this.#tokens.next()
    if (this.#tokens.kind === ARRAY_END) {
      this.#tokens.next()
      return true
    }
    this.#open.push(1)
    return false
  }

  #descend(slots: number): void {
    const depth = this.#open.length + 1
    if (depth > this.#maxDepth || !lua_checkstack(this.#L, slots)) {
      const where = `(${depth}) at character ${this.#tokens.read}`
      luaL_error(this.#L, `Found too many nested data structures ${where}`)
    }
    lua_newtable(this.#L)
  }

  #key(): void {
    const tokens = this.#tokens
    if (tokens.kind !== STRING) this.#fail('object key string')
    lua_pushbytes(this.#L, tokens.string)
    tokens.next()
    this.#expect(COLON, 'colon')
    tokens.next()
  }

  /** Puts the value on the stack into the innermost table; says whether that table ends here. */
  #put(): boolean {
    const last = this.#open.length - 1
    const index = this.#open[last] as number
    if (index === OBJECT) lua_rawset(this.#L, -3)
    else lua_rawseti(this.#L, -2, index)

    const end = index === OBJECT ? OBJECT_END : ARRAY_END
    const isEnd = this.#tokens.kind === end
    if (!isEnd) this.#expect(COMMA, index === OBJECT ? 'comma or object end' : 'comma or array end')
    this.#tokens.next()
    if (isEnd) this.#open.pop()
    else if (index === OBJECT) this.#key()
    else this.#open[last] = index + 1
    return isEnd
  }

  #expect(kind: number, expected: string): void {
    if (this.#tokens.kind !== kind) this.#fail(expected)
  }

  #fail(expected: string): never {
    const { name, start } = this.#tokens
    return luaL_error(this.#L, `Expected ${expected} but found ${name} at character ${start + 1}`)
  }
}
