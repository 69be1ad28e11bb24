import {
  cString,
  type LuaState,
  LuaTable,
  lua_gettop,
  luaL_error,
  NativeClosure,
  textOf,
  valueAt,
} from '../lua/index.ts'

/** Gives the table a metatable that refuses what the table does not have. */
export function refuseUnknownFields(table: LuaTable): void {
  table.metatable = LuaTable.of({ __index: new NativeClosure(refuseUnknown) })
}

/** The `__index` of protected tables. */
function refuseUnknown(L: LuaState): number {
  if (lua_gettop(L) !== 2) luaL_error(L, 'Wrong number of arguments to luaProtectedTableError')
  const name = textOf(valueAt(L, 2))
  if (name === undefined) {
    return luaL_error(L, 'Second argument to luaProtectedTableError must be a string or number')
  }
  const variable = `'${cString(name)}'`
  return luaL_error(L, `Script attempted to access nonexistent global variable ${variable}`)
}

/** Makes the table readonly, and all tables that can be reached from it, their metatables too. */
export function protectTables(table: LuaTable): void {
  if (table.readonly) return
  table.readonly = true
  for (let at = table.nextPosition(-1); at !== -1; at = table.nextPosition(at)) {
    const value = table.valueAt(at)
    if (value instanceof LuaTable) protectTables(value)
  }
  if (table.metatable !== undefined) protectTables(table.metatable)
}
