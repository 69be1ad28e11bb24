import { cString, type LuaState, LuaTable, lua_gettop, push, valueAt } from '../lua/index.ts'
import { errorTable } from './error.ts'

/** redis.error_reply(text): `{err=text}`. Without a dash in front, its first word is the code all the same. */
export function errorReply(L: LuaState): number {
  return replyOf(L, (text) =>
    errorTable(text.startsWith('-') ? cString(text) : `-${cString(text)}`),
  )
}

/** redis.status_reply(text): `{ok=text}`. */
export function statusReply(L: LuaState): number {
  return replyOf(L, (text) => LuaTable.of({ ok: text }))
}

/** Of the argument, if it is one string; else an error, for the script to return. */
function replyOf(L: LuaState, make: (text: string) => LuaTable): number {
  const text = valueAt(L, 1)
  const isOne = lua_gettop(L) === 1 && typeof text === 'string'
  push(L, isOne ? make(text) : errorTable('wrong number or type of arguments'))
  return 1
}
