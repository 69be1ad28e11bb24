import {
  type LuaState,
  lua_newtable,
  lua_pushcfunction,
  lua_pushliteral,
  lua_setfield,
  lua_setglobal,
} from '../../lua/index.ts'
import { pack } from './pack.ts'
import { unpack, unpackLimit, unpackOne } from './unpack.ts'

const FUNCTIONS = { pack, unpack, unpack_one: unpackOne, unpack_limit: unpackLimit }

const TEXTS = {
  _NAME: 'cmsgpack',
  _VERSION: 'lua-cmsgpack 0.4.0',
  _COPYRIGHT: 'Copyright (C) 2012, Salvatore Sanfilippo',
  _DESCRIPTION: 'MessagePack C implementation for Lua',
}

/** Puts the library `cmsgpack` into the globals. */
export function openCmsgpack(L: LuaState): void {
  // The order in which fields come is the order in which `pairs` gives some of them.
  lua_newtable(L)
  for (const [name, run] of Object.entries(FUNCTIONS)) {
    lua_pushcfunction(L, run)
    lua_setfield(L, -2, name)
  }
  for (const [name, text] of Object.entries(TEXTS)) {
    lua_pushliteral(L, text)
    lua_setfield(L, -2, name)
  }
  lua_setglobal(L, 'cmsgpack')
}
