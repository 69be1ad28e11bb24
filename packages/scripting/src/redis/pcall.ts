import {
  LUA_MULTRET,
  LUA_OK,
  type LuaState,
  lua_getfield,
  lua_gettop,
  lua_insert,
  lua_isstring,
  lua_istable,
  lua_pcall,
  lua_pushboolean,
  lua_remove,
  lua_replace,
} from '../lua/index.ts'

/** Lua's pcall as Redis has it: an error that is a table is given as its text, as it was before Redis 7. */
export function redisPcall(L: LuaState): number {
  const count = lua_gettop(L)
  lua_pushboolean(L, true)
  lua_insert(L, 1)
  // Without a function, Redis calls what it has just put there.
  if (count === 0) lua_pushboolean(L, true)
  if (lua_pcall(L, Math.max(0, count - 1), LUA_MULTRET, 0) !== LUA_OK) {
    lua_remove(L, 1)
    if (lua_istable(L, -1)) {
      lua_getfield(L, -1, 'err')
      // A table without one stays, with a nil behind it.
      if (lua_isstring(L, -1)) lua_replace(L, -2)
    }
    lua_pushboolean(L, false)
    lua_insert(L, 1)
  }
  return lua_gettop(L)
}
