import {
  index,
  type LuaState,
  LuaTable,
  lua_call,
  lua_getinfo,
  push,
  setIndex,
  textOf,
  valueAt,
} from '../lua/index.ts'

/** Makes a table of any error, and notes in it where it arose: `{err=…, source=…, line=…}`. */
export function errorHandler(L: LuaState): number {
  let place = lua_getinfo(L, 1)
  // Of an error in a C function (redis.call, error) the user wants to know the caller.
  if (place?.what === 'C') place = lua_getinfo(L, 2)
  const error = valueAt(L, 1)
  const table = error instanceof LuaTable ? error : wrapped(L)
  if (place !== undefined) {
    setIndex(L, table, 'source', place.source, -1)
    setIndex(L, table, 'line', place.currentline, -1)
  }
  push(L, table)
  return 1
}

/** `{err='ERR ' .. tostring(error)}` */
function wrapped(L: LuaState): LuaTable {
  push(L, index(L, L.global.globals, 'tostring', -1))
  push(L, valueAt(L, 1))
  lua_call(L, 1, 1)
  return LuaTable.of({ err: `ERR ${textOf(valueAt(L, -1)) ?? ''}` })
}
