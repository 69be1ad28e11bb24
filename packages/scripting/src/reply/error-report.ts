import { ascii, type Bytes } from '@resident/bytes'
import {
  LUA_TBOOLEAN,
  type LuaState,
  lua_getfield,
  lua_isstring,
  lua_istable,
  lua_pop,
  lua_toboolean,
  lua_tobytes,
  lua_type,
} from '../lua/index.ts'
import { cString } from '../redis/error.ts'

/** An error as a script left it. */
export interface ErrorReport {
  /** Its code first, if it has one. */
  readonly line: string
  /** The statistics know of it already. */
  readonly counted: boolean
  /** Where it arose, as the error handler noted it. */
  readonly place?: { readonly source: Bytes; readonly line: Bytes }
}

/** What the value on top says as an error. It stays there. */
export function errorReport(L: LuaState): ErrorReport {
  if (!lua_istable(L, -1)) {
    return { line: `ERR ${cString(lua_tobytes(L, -1) ?? '')}`, counted: false }
  }
  const source = textField(L, 'source')
  const line = textField(L, 'line')
  return {
    // redis-server ends here: it has no text to say.
    line: textField(L, 'err') ?? 'ERR unknown error',
    counted: flag(L, 'ignore_error_stats_update'),
    ...(source !== undefined && line !== undefined && { place: { source, line } }),
  }
}

function textField(L: LuaState, name: string): Bytes | undefined {
  lua_getfield(L, -1, name)
  const text = lua_isstring(L, -1) ? lua_tobytes(L, -1) : undefined
  lua_pop(L, 1)
  return text === undefined ? undefined : ascii(cString(text))
}

function flag(L: LuaState, name: string): boolean {
  lua_getfield(L, -1, name)
  const isSet = lua_type(L, -1) === LUA_TBOOLEAN && lua_toboolean(L, -1)
  lua_pop(L, 1)
  return isSet
}
