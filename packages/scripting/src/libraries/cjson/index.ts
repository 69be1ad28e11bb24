import {
  type LuaFunction,
  type LuaState,
  lua_newtable,
  lua_pushcfunction,
  lua_pushlightuserdata,
  lua_pushliteral,
  lua_setfield,
  lua_setglobal,
} from '../../lua/index.ts'
import { decode } from './decode.ts'
import { encode } from './encode.ts'
import { defaultSettings, settingFunctions } from './settings.ts'

/** Puts the library `cjson` (2.1.0) into the globals. */
export function openCjson(L: LuaState): void {
  newCjson(L)
  lua_setglobal(L, 'cjson')
}

/** cjson.new(): a table of the same functions with settings of their own. */
function newCjson(L: LuaState): number {
  const settings = defaultSettings()
  const functions: Record<string, LuaFunction> = {
    encode: (L) => encode(L, settings),
    decode: (L) => decode(L, settings),
    ...settingFunctions(settings),
    new: newCjson,
  }
  // The order in which fields come is the order in which `pairs` gives some of them.
  lua_newtable(L)
  for (const [name, run] of Object.entries(functions)) {
    lua_pushcfunction(L, run)
    lua_setfield(L, -2, name)
  }
  lua_pushlightuserdata(L, null)
  lua_setfield(L, -2, 'null')
  lua_pushliteral(L, 'cjson')
  lua_setfield(L, -2, '_NAME')
  lua_pushliteral(L, '2.1.0')
  lua_setfield(L, -2, '_VERSION')
  return 1
}
