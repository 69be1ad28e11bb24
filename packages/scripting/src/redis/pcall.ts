import {
  callProtected,
  index,
  type LuaState,
  LuaTable,
  lua_gettop,
  lua_insert,
  push,
  textOf,
  valueAt,
} from '../lua/index.ts'

/** Lua's pcall as Redis has it: an error that is a table is given as its text, as it was before Redis 7. */
export function redisPcall(L: LuaState): number {
  // Without a function, Redis calls what it has put in the place of the result.
  if (lua_gettop(L) === 0) push(L, true)
  return callProtected(L, L.ci.base, 0, succeeded, failed)
}

function succeeded(L: LuaState): number {
  return withSuccess(L, true)
}

function failed(L: LuaState): number {
  const error = valueAt(L, -1)
  if (error instanceof LuaTable) {
    const text = index(L, error, 'err', -1)
    // A table without one stays, followed by nil.
    if (textOf(text) !== undefined) L.top--
    push(L, text)
  }
  return withSuccess(L, false)
}

function withSuccess(L: LuaState, success: boolean): number {
  push(L, success)
  lua_insert(L, 1)
  return lua_gettop(L)
}
