import {
  LUA_REGISTRYINDEX,
  type LuaState,
  lua_pushnil,
  lua_rawgeti,
  lua_rawseti,
} from './lua/index.ts'

/** The first few places of the registry are Lua's own. */
const FIRST = 1000

/** Lua values that the program keeps, by number (luaL_ref). */
export class Registry {
  readonly #L: LuaState
  #last = FIRST

  constructor(L: LuaState) {
    this.#L = L
  }

  /** Pops the value on top of the thread's stack and keeps it. */
  keep(L: LuaState): number {
    lua_rawseti(L, LUA_REGISTRYINDEX, ++this.#last)
    return this.#last
  }

  push(ref: number): void {
    lua_rawgeti(this.#L, LUA_REGISTRYINDEX, ref)
  }

  release(ref: number): void {
    lua_pushnil(this.#L)
    lua_rawseti(this.#L, LUA_REGISTRYINDEX, ref)
  }
}
