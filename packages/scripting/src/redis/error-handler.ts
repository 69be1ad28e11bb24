import { ascii } from '@resident/bytes'
import {
  type LuaState,
  lua_call,
  lua_getglobal,
  lua_getinfo,
  lua_istable,
  lua_newtable,
  lua_pushbytes,
  lua_pushnumber,
  lua_pushvalue,
  lua_replace,
  lua_setfield,
  lua_settop,
  lua_tobytes,
} from '../lua/index.ts'

/** Makes a table of any error, and notes in it where it arose: `{err=…, source=…, line=…}`. */
export function errorHandler(L: LuaState): number {
  let place = lua_getinfo(L, 1)
  // Of an error in a C function (redis.call, error) the user wants to know the caller.
  if (place?.what === 'C') place = lua_getinfo(L, 2)
  lua_settop(L, 1)
  if (!lua_istable(L, 1)) wrap(L)
  if (place !== undefined) {
    lua_pushbytes(L, ascii(place.source))
    lua_setfield(L, 1, 'source')
    lua_pushnumber(L, place.currentline)
    lua_setfield(L, 1, 'line')
  }
  return 1
}

/** `{err='ERR ' .. tostring(error)}` */
function wrap(L: LuaState): void {
  lua_newtable(L)
  lua_getglobal(L, 'tostring')
  lua_pushvalue(L, 1)
  lua_call(L, 1, 1)
  lua_pushbytes(L, ascii(`ERR ${lua_tobytes(L, -1) ?? ''}`))
  lua_setfield(L, 2, 'err')
  lua_settop(L, 2)
  lua_replace(L, 1)
}
