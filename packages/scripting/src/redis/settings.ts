import type { Interpreter } from '../interpreter.ts'
import { type LuaFunction, type LuaState, lua_gettop, lua_tonumber, push } from '../lua/index.ts'
import { raise } from './error.ts'

/** Flags of redis.set_repl, in the order of their registration. */
export const REPLICATION_FLAGS = {
  REPL_NONE: 0,
  REPL_AOF: 1,
  REPL_SLAVE: 2,
  REPL_REPLICA: 2,
  REPL_ALL: 3,
} as const

/** redis.setresp(2 | 3): how replies are shaped from here to the script's end. */
export function respSetter(interpreter: Interpreter): LuaFunction {
  return (L) => {
    if (lua_gettop(L) !== 1) raise('redis.setresp() requires one argument.')
    const resp = Math.trunc(lua_tonumber(L, 1))
    if (resp !== 2 && resp !== 3) return raise('RESP version must be 2 or 3.')
    interpreter.setResp(resp)
    return 0
  }
}

/** redis.set_repl(flags): checked, and then of no consequence, since nobody replicates from here. */
export function setRepl(L: LuaState): number {
  if (lua_gettop(L) !== 1) raise('redis.set_repl() requires two arguments.')
  const flags = Math.trunc(lua_tonumber(L, 1))
  if (flags >= REPLICATION_FLAGS.REPL_NONE && flags <= REPLICATION_FLAGS.REPL_ALL) return 0
  return raise('Invalid replication flags. Use REPL_AOF, REPL_REPLICA, REPL_ALL or REPL_NONE.')
}

/** redis.replicate_commands(): true, as it has been since scripts are replicated by their effects. */
export function replicateCommands(L: LuaState): number {
  push(L, true)
  return 1
}

/** redis.breakpoint(): false, since nobody debugs. */
export function breakpoint(L: LuaState): number {
  push(L, false)
  return 1
}

/** redis.debug(…): heard only by who debugs. */
export function debug(): number {
  return 0
}
