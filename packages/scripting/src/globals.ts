import type { Interpreter } from './interpreter.ts'
import { openLibraries } from './libraries/open.ts'
import { NativeClosure } from './lua/index.ts'
import { redisPcall } from './redis/pcall.ts'
import { protectTables, refuseUnknownFields } from './redis/protection.ts'
import { redisTable } from './redis/table.ts'

/** Puts into a new state what both scripts and functions see beside Lua's own library. */
export function openRedis(interpreter: Interpreter): void {
  const { L } = interpreter
  const { globals } = L.global
  openLibraries(L)
  globals.set('pcall', new NativeClosure(redisPcall))
  globals.set('redis', redisTable(interpreter))
}

/** From here on the globals are as they are: what they lack is an error, and so is a new one. */
export function closeGlobals({ L }: Interpreter): void {
  const { globals } = L.global
  globals.set('debug', undefined)
  refuseUnknownFields(globals)
  protectTables(globals)
}
