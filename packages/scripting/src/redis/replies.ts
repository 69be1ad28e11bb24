import { ascii, type Bytes } from '@resident/bytes'
import {
  LUA_TSTRING,
  type LuaState,
  lua_gettop,
  lua_newtable,
  lua_pushbytes,
  lua_setfield,
  lua_tobytes,
  lua_type,
} from '../lua/index.ts'
import { cString, pushError } from './error.ts'

/** redis.error_reply(text): `{err=text}`. Without a dash in front, its first word is the code all the same. */
export function errorReply(L: LuaState): number {
  const text = onlyString(L)
  if (text !== undefined) pushError(L, text.startsWith('-') ? cString(text) : `-${cString(text)}`)
  return 1
}

/** redis.status_reply(text): `{ok=text}`. */
export function statusReply(L: LuaState): number {
  const text = onlyString(L)
  if (text === undefined) return 1
  lua_newtable(L)
  lua_pushbytes(L, ascii(text))
  lua_setfield(L, -2, 'ok')
  return 1
}

/** The argument, if it is one string; else leaves an error on the stack, for the script to return. */
function onlyString(L: LuaState): Bytes | undefined {
  if (lua_gettop(L) === 1 && lua_type(L, 1) === LUA_TSTRING) return lua_tobytes(L, 1)
  pushError(L, 'wrong number or type of arguments')
  return undefined
}
