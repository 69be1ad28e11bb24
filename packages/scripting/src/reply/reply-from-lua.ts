import { ascii, type Bytes, EMPTY } from '@resident/bytes'
import type { ReplyWriter } from '@resident/protocol'
import {
  LUA_TBOOLEAN,
  LUA_TNIL,
  LUA_TNUMBER,
  LUA_TSTRING,
  LUA_TTABLE,
  type LuaState,
  lua_gettop,
  lua_next,
  lua_pop,
  lua_pushliteral,
  lua_pushnil,
  lua_pushvalue,
  lua_rawget,
  lua_rawgeti,
  lua_toboolean,
  lua_tobytes,
  lua_tonumber,
  lua_type,
} from '../lua/index.ts'
import { cString } from '../redis/error.ts'
import { type ErrorReport, errorReport } from './error-report.ts'

/** Values that Lua lets a C function have on its stack (LUAI_MAXCSTACK). */
const MOST_SLOTS = 8000
/** What Redis asks to have free before it looks at a value. */
const SLOTS_ASKED = 4

/** A table whose members are being said. It stands on the stack. */
interface Open {
  readonly as: 'array' | 'map' | 'set'
  length: number
  /** Of a map: its value is on top, and comes next. */
  hasValue: boolean
}

/** Who hears what a script returns. */
export interface Listener {
  readonly reply: ReplyWriter
  /** The protocol that the script has set for itself: in RESP3 its booleans are booleans. */
  readonly resp: 2 | 3
  /** An error is said, wherever in the reply. */
  error(report: ErrorReport): void
}

/** Says the value on top of the stack as Redis's answer, and pops it. */
export function replyFromLua(L: LuaState, listener: Listener): void {
  const { reply } = listener
  const open: Open[] = []
  for (;;) {
    const begun = say(L, listener)
    if (begun !== undefined) {
      reply.deferred()
      open.push({ as: begun, length: 0, hasValue: false })
    }
    for (;;) {
      const innermost = open.at(-1)
      if (innermost === undefined) return
      if (next(L, innermost)) break
      open.pop()
      reply.end(innermost.as, innermost.length)
      // The table itself; `{map={…}}` and `{set={…}}` have one more around it.
      lua_pop(L, innermost.as === 'array' ? 1 : 2)
    }
  }
}

/** Says the value on top and pops it; of one that has members, tells how they are to be said, and leaves them on top. */
function say(L: LuaState, listener: Listener): Open['as'] | undefined {
  const { reply } = listener
  if (lua_gettop(L) + SLOTS_ASKED > MOST_SLOTS) {
    listener.error({ line: 'ERR reached lua stack limit', counted: false })
  } else {
    switch (lua_type(L, -1)) {
      case LUA_TSTRING:
        reply.bulk(lua_tobytes(L, -1)!)
        break
      case LUA_TBOOLEAN:
        sayBoolean(lua_toboolean(L, -1), listener)
        break
      case LUA_TNUMBER:
        reply.integer(toInt64(lua_tonumber(L, -1)))
        break
      case LUA_TTABLE:
        if (!saySpecial(L, listener)) return members(L)
        break
      default:
        reply.null()
    }
  }
  lua_pop(L, 1)
  return undefined
}

function sayBoolean(value: boolean, { reply, resp }: Listener): void {
  if (resp === 3) reply.boolean(value)
  else if (value) reply.integer(1)
  else reply.null()
}

/** As C casts a double to 64 bits: what does not fit, NaN among it, is the least there is. */
function toInt64(value: number): number | bigint {
  const whole = Math.trunc(value)
  if (Number.isSafeInteger(whole)) return whole
  return Math.abs(whole) < 2 ** 63 ? BigInt(whole) : -(2n ** 63n)
}

/** Tables that stand for one reply: an error, a status and what only RESP3 has. Says whether it was one. */
function saySpecial(L: LuaState, listener: Listener): boolean {
  const { reply } = listener
  if (stringField(L, 'err') !== undefined) {
    listener.error(errorReport(L))
    return true
  }
  const ok = stringField(L, 'ok')
  if (ok !== undefined) {
    reply.status(blanked(cString(ok)))
    return true
  }
  const double = numberField(L, 'double')
  if (double !== undefined) {
    // The NaN of a computation is a negative one, and printed as such.
    if (Number.isNaN(double)) reply.double(double, ascii('-nan'))
    else reply.double(double)
    return true
  }
  const digits = stringField(L, 'big_number')
  if (digits !== undefined) {
    reply.bigNumber(blanked(digits))
    return true
  }
  return sayVerbatim(L, reply)
}

function sayVerbatim(L: LuaState, reply: ReplyWriter): boolean {
  rawField(L, 'verbatim_string')
  const isTable = lua_type(L, -1) === LUA_TTABLE
  const format = isTable ? stringField(L, 'format') : undefined
  const text = format === undefined ? undefined : stringField(L, 'string')
  lua_pop(L, 1)
  if (text === undefined) return false
  reply.verbatim(cString(format!).slice(0, 3).padEnd(3), text)
  return true
}

/** How the table on top is to be said; of a map or set, what it wraps is on top then. */
function members(L: LuaState): Open['as'] {
  for (const as of ['map', 'set'] as const) {
    rawField(L, as)
    if (lua_type(L, -1) === LUA_TTABLE) {
      lua_pushnil(L)
      return as
    }
    lua_pop(L, 1)
  }
  return 'array'
}

/** Puts the next value to be said on top of the open table; says whether there was one. */
function next(L: LuaState, open: Open): boolean {
  if (open.hasValue) {
    open.hasValue = false
    return true
  }
  if (open.as === 'array') return nextElement(L, open)
  if (!lua_next(L, -2)) return false
  open.length++
  if (open.as === 'set') lua_pop(L, 1)
  else open.hasValue = true
  lua_pushvalue(L, open.as === 'set' ? -1 : -2)
  return true
}

function nextElement(L: LuaState, open: Open): boolean {
  lua_rawgeti(L, -1, open.length + 1)
  if (lua_type(L, -1) === LUA_TNIL) {
    lua_pop(L, 1)
    return false
  }
  open.length++
  return true
}

/** Pushes a field of the table on top. Metatables have no say in what is returned. */
function rawField(L: LuaState, name: string): void {
  lua_pushliteral(L, name)
  lua_rawget(L, -2)
}

/** A field of the table on top, if it is a string (a number is none). */
function stringField(L: LuaState, name: string): Bytes | undefined {
  rawField(L, name)
  const value = lua_type(L, -1) === LUA_TSTRING ? (lua_tobytes(L, -1) ?? EMPTY) : undefined
  lua_pop(L, 1)
  return value
}

function numberField(L: LuaState, name: string): number | undefined {
  rawField(L, name)
  const value = lua_type(L, -1) === LUA_TNUMBER ? lua_tonumber(L, -1) : undefined
  lua_pop(L, 1)
  return value
}

/** Line breaks would end the reply. */
function blanked(text: string): Bytes {
  return text.replace(/[\r\n]/g, ' ') as Bytes
}
