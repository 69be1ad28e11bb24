import {
  type LuaState,
  lua_enablereadonlytable,
  lua_getmetatable,
  lua_gettop,
  lua_isreadonlytable,
  lua_isstring,
  lua_istable,
  lua_newtable,
  lua_next,
  lua_pop,
  lua_pushcfunction,
  lua_pushnil,
  lua_setfield,
  lua_setmetatable,
  lua_tobytes,
  luaL_error,
} from '../lua/index.ts'
import { cString } from './error.ts'

/** Gives the table on top a metatable that refuses what the table does not have. */
export function refuseUnknownFields(L: LuaState): void {
  lua_newtable(L)
  lua_pushcfunction(L, refuseUnknown)
  lua_setfield(L, -2, '__index')
  lua_setmetatable(L, -2)
}

/** The `__index` of protected tables. */
function refuseUnknown(L: LuaState): number {
  if (lua_gettop(L) !== 2) luaL_error(L, 'Wrong number of arguments to luaProtectedTableError')
  if (!lua_isstring(L, -1)) {
    luaL_error(L, 'Second argument to luaProtectedTableError must be a string or number')
  }
  const name = cString(lua_tobytes(L, -1)!)
  return luaL_error(L, `Script attempted to access nonexistent global variable '${name}'`)
}

/** Makes the table on top readonly, and all tables that can be reached from it, their metatables too. */
export function protectTables(L: LuaState): void {
  if (lua_isreadonlytable(L, -1)) return
  lua_enablereadonlytable(L, -1, true)
  lua_pushnil(L)
  while (lua_next(L, -2)) {
    if (lua_istable(L, -1)) protectTables(L)
    lua_pop(L, 1)
  }
  if (!lua_getmetatable(L, -1)) return
  protectTables(L)
  lua_pop(L, 1)
}
