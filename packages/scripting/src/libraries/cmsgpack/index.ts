import { type LuaState, LuaTable } from '../../lua/index.ts'
import { pack } from './pack.ts'
import { unpack, unpackLimit, unpackOne } from './unpack.ts'

/** Puts the library `cmsgpack` into the globals. */
export function openCmsgpack(L: LuaState): void {
  // The order in which fields come is the order in which `pairs` gives some of them.
  const library = LuaTable.of({
    pack,
    unpack,
    unpack_one: unpackOne,
    unpack_limit: unpackLimit,
    _NAME: 'cmsgpack',
    _VERSION: 'lua-cmsgpack 0.4.0',
    _COPYRIGHT: 'Copyright (C) 2012, Salvatore Sanfilippo',
    _DESCRIPTION: 'MessagePack C implementation for Lua',
  })
  L.global.globals.set('cmsgpack', library)
}
