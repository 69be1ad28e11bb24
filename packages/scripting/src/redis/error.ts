import { ascii, type Bytes } from '@resident/bytes'
import {
  type LuaState,
  lua_error,
  lua_newtable,
  lua_pushboolean,
  lua_pushbytes,
  lua_setfield,
} from '../lua/index.ts'

/**
 * Pushes an error as scripts know it: `{err='CODE message'}`. A line that begins with a dash brings its code with it,
 * any other is an ERR (Redis's luaPushErrorBuff).
 */
export function pushError(L: LuaState, line: string): void {
  lua_newtable(L)
  lua_pushbytes(L, withCode(line))
  lua_setfield(L, -2, 'err')
}

/** The same, of an error that the statistics have counted already. `text` has its code. */
export function pushCountedError(L: LuaState, text: string): void {
  pushError(L, `-${text}`)
  lua_pushboolean(L, true)
  lua_setfield(L, -2, 'ignore_error_stats_update')
}

/** Raises an ERR. */
export function raise(L: LuaState, message: string): never {
  pushError(L, message)
  return lua_error(L)
}

function withCode(line: string): Bytes {
  if (!line.startsWith('-')) return ascii(`ERR ${trimmed(line)}`)
  const blank = line.indexOf(' ')
  if (blank === -1) return ascii(`ERR ${trimmed(line.slice(1))}`)
  return ascii(`${line.slice(1, blank)} ${trimmed(line.slice(blank + 1))}`)
}

/** As C has it, which ends at a zero byte, and without line breaks at either end. */
function trimmed(text: string): string {
  return cString(text).replace(/^[\r\n]+|[\r\n]+$/g, '')
}

/** The text up to a zero byte, as C sees it. */
export function cString(text: string): string {
  const zero = text.indexOf('\0')
  return zero === -1 ? text : text.slice(0, zero)
}
