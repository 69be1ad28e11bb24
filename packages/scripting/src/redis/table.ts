import { ascii, type Bytes } from '@resident/bytes'
import { REDIS_VERSION } from '@resident/commands'
import type { Interpreter } from '../interpreter.ts'
import { LuaTable } from '../lua/index.ts'
import { aclChecker } from './acl-check.ts'
import { commandCaller } from './call.ts'
import { logFields } from './log.ts'
import { errorReply, statusReply } from './replies.ts'
import { REPLICATION_FLAGS, respSetter, setRepl } from './settings.ts'
import { sha1HexFunction } from './sha1.ts'

/** The `redis` table that scripts and functions see. `pairs` shows in which order it was filled. */
export function redisTable(interpreter: Interpreter): LuaTable {
  const { server } = interpreter
  return LuaTable.of({
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

export const VERSION_FIELDS: Readonly<Record<string, number | Bytes>> = {
  REDIS_VERSION_NUM: versionNumber(),
  REDIS_VERSION: ascii(REDIS_VERSION),
}

/** 0x00MMmmpp. */
function versionNumber(): number {
  return REDIS_VERSION.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
}
