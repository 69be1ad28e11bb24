import type { Interpreter } from './interpreter.ts'
import { openLibraries } from './libraries/open.ts'
import {
  lua_pop,
  lua_pushcfunction,
  lua_pushglobaltable,
  lua_pushnil,
  lua_setglobal,
} from './lua/index.ts'
import { redisPcall } from './redis/pcall.ts'
import { protectTables, refuseUnknownFields } from './redis/protection.ts'
import { pushRedisTable } from './redis/table.ts'

/** Puts into a new state what both scripts and functions see beside Lua's own library. */
export function openRedis(interpreter: Interpreter): void {
  const { L } = interpreter
  openLibraries(L)
  lua_pushcfunction(L, redisPcall)
  lua_setglobal(L, 'pcall')
  pushRedisTable(interpreter)
  lua_setglobal(L, 'redis')
}

/** From here on the globals are as they are: what they lack is an error, and so is a new one. */
export function closeGlobals({ L }: Interpreter): void {
  lua_pushnil(L)
  lua_setglobal(L, 'debug')
  lua_pushglobaltable(L)
  refuseUnknownFields(L)
  protectTables(L)
  lua_pop(L, 1)
}
