import { ascii, type Bytes } from '@resident/bytes'
import { REDIS_VERSION } from '@resident/commands'
import type { Interpreter } from '../interpreter.ts'
import {
  type LuaFunction,
  type LuaState,
  lua_newtable,
  lua_pushbytes,
  lua_pushcfunction,
  lua_pushnumber,
  lua_setfield,
} from '../lua/index.ts'
import { aclChecker } from './acl-check.ts'
import { commandCaller } from './call.ts'
import { logFields } from './log.ts'
import { errorReply, statusReply } from './replies.ts'
import { REPLICATION_FLAGS, respSetter, setRepl } from './settings.ts'
import { sha1HexFunction } from './sha1.ts'

/** What a table of the program's may hold. */
type Field = LuaFunction | number | Bytes

/** Pushes the `redis` table that scripts and functions see. `pairs` shows in which order it was filled. */
export function pushRedisTable(interpreter: Interpreter): void {
  const { L, server } = interpreter
  lua_newtable(L)
  setFields(L, {
    call: commandCaller(interpreter, true),
    pcall: commandCaller(interpreter, false),
    ...logFields(server),
    ...VERSION_FIELDS,
    setresp: respSetter(interpreter),
    sha1hex: sha1HexFunction(server),
    error_reply: errorReply,
    status_reply: statusReply,
    set_repl: setRepl,
    ...REPLICATION_FLAGS,
    acl_check_cmd: aclChecker(interpreter),
  })
}

export const VERSION_FIELDS: Readonly<Record<string, Field>> = {
  REDIS_VERSION_NUM: versionNumber(),
  REDIS_VERSION: ascii(REDIS_VERSION),
}

/** 0x00MMmmpp. */
function versionNumber(): number {
  return REDIS_VERSION.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
}

/** Sets fields of the table on top. */
export function setFields(L: LuaState, fields: Readonly<Record<string, Field>>): void {
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === 'function') lua_pushcfunction(L, value)
    else if (typeof value === 'number') lua_pushnumber(L, value)
    else lua_pushbytes(L, value)
    lua_setfield(L, -2, name)
  }
}
