import {
  callProtected,
  type LuaState,
  lua_getfield,
  lua_gettop,
  lua_insert,
  lua_isstring,
  lua_istable,
  lua_pushboolean,
  lua_replace,
} from '../lua/index.ts'

/** Lua's pcall as Redis has it: an error that is a table is given as its text, as it was before Redis 7. */
export function redisPcall(L: LuaState): number {
  // Without a function, Redis calls what it has put in the place of the result.
  if (lua_gettop(L) === 0) lua_pushboolean(L, true)
  return callProtected(L, L.ci.base, 0, succeeded, failed)
}

function succeeded(L: LuaState): number {
  return withSuccess(L, true)
}

function failed(L: LuaState): number {
  if (lua_istable(L, -1)) {
    lua_getfield(L, -1, 'err')
    // A table without one stays, with a nil behind it.
    if (lua_isstring(L, -1)) lua_replace(L, -2)
  }
  return withSuccess(L, false)
}

function withSuccess(L: LuaState, success: boolean): number {
  lua_pushboolean(L, success)
  lua_insert(L, 1)
  return lua_gettop(L)
}
