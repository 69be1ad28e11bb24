export {
  lua_call,
  lua_checkstack,
  lua_error,
  lua_getinfo,
  lua_gettop,
  lua_insert,
  lua_pcall,
  lua_settop,
  lua_tonumber,
  luaL_loadbuffer,
  push,
  rawSet,
  valueAt,
} from './api.ts'
export {
  luaL_argerror,
  luaL_checkbytes,
  luaL_checkint,
  luaL_checkinteger,
  luaL_checknumber,
  luaL_checkstack,
  luaL_error,
  luaL_optinteger,
  luaL_typerror,
} from './auxiliary.ts'
export { cString } from './c-string.ts'
export { callProtected } from './call.ts'
export { typeName } from './debug.ts'
export { forgetRun } from './forget.ts'
export { counted, memory } from './memory.ts'
export { newState } from './new-state.ts'
export { index, setIndex, textOf, toNumber } from './operators.ts'
export type { Prototype } from './prototype.ts'
export { ScriptRandom } from './random.ts'
export { LUA_PAUSED, WatchedRun } from './run.ts'
export { LUA_ERRRUN, LUA_OK, LuaError, type LuaState, type Watch } from './state.ts'
export { LuaTable } from './table.ts'
export {
  isFunction,
  LightUserdata,
  LuaClosure,
  type LuaValue,
  NativeClosure,
  type NativeFunction as LuaFunction,
} from './value.ts'
