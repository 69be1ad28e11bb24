import type { Interpreter } from './interpreter.ts'
import { openLibraries } from './libraries/open.ts'
import { NativeClosure } from './lua/index.ts'
import { redisPcall } from './redis/pcall.ts'
import { protectTables, refuseUnknownFields } from './redis/protection.ts'
import { redisTable } from './redis/table.ts'

/** Adds to a new state what both scripts and functions see in addition to Lua's own library. */
export function openRedis(interpreter: Interpreter): void {
  const { L } = interpreter
  const { globals } = L.global
  openLibraries(L)
  globals.set('pcall', new NativeClosure(redisPcall))
  globals.set('redis', redisTable(interpreter))
}

/** Closes the globals: from now on reading a missing one is an error, and so is creating one. */
export function closeGlobals({ L }: Interpreter): void {
  const { globals } = L.global
  globals.set('debug', undefined)
  refuseUnknownFields(globals)
  protectTables(globals)
}
