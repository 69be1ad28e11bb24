/**
 * What functions of the host do with a state, by the names of Lua's C API where it has them. Values are taken and given
 * as they are (`value.ts`); what differs from C is that texts may be any strings of latin1.
 */
import type { Bytes } from '@resident/bytes'
import { call, restore } from './call.ts'
import { type Running, runError, runningAt } from './debug.ts'
import { checkKey, READONLY_TABLE, toNumber } from './operators.ts'
import { parse } from './parser.ts'
import { LUA_OK, LuaError, type LuaState } from './state.ts'
import type { LuaTable } from './table.ts'
import { LuaClosure, type LuaValue } from './value.ts'

/** As many values as a function of the host may have on the stack. */
const LUAI_MAXCSTACK = 8000

/**
 * The value at an index, counted from the first argument if it is positive, from the top if it is negative; undefined
 * for nil as well as for none.
 */
export function valueAt(L: LuaState, at: number): LuaValue {
  if (at < 0) return L.stack[L.top + at]
  const place = L.ci.base + at - 1
  return place < L.top ? L.stack[place] : undefined
}

export function push(L: LuaState, value: LuaValue): void {
  L.stack[L.top++] = value
}

export function lua_gettop(L: LuaState): number {
  return L.top - L.ci.base
}

export function lua_settop(L: LuaState, count: number): void {
  const top = L.ci.base + count
  while (L.top < top) push(L, undefined)
  L.top = top
}

/** Moves the value on top to an index, and those above it one up. */
export function lua_insert(L: LuaState, at: number): void {
  const { stack } = L
  const value = stack[L.top - 1]
  const place = at > 0 ? L.ci.base + at - 1 : L.top + at
  for (let i = L.top - 1; i > place; i--) stack[i] = stack[i - 1]
  stack[place] = value
}

/** Whether there is room for `count` further values. */
export function lua_checkstack(L: LuaState, count: number): boolean {
  return count <= LUAI_MAXCSTACK && L.top - L.ci.base + count <= LUAI_MAXCSTACK
}

/** The number there or spelt there, else 0. */
export function lua_tonumber(L: LuaState, at: number): number {
  return toNumber(valueAt(L, at)) ?? 0
}

/** Sets without metamethods; refuses readonly tables, nil and NaN. */
export function rawSet(L: LuaState, table: LuaTable, key: LuaValue, value: LuaValue): void {
  if (table.readonly) runError(L, READONLY_TABLE)
  checkKey(L, key)
  table.set(key, value)
}

/** Pushes the key after this one and its value; pushes nothing and says false at the end. */
export function pushNext(L: LuaState, table: LuaTable, key: LuaValue): boolean {
  const position = table.positionOf(key)
  if (position === undefined) return runError(L, "invalid key to 'next'")
  const next = table.nextPosition(position)
  if (next === -1) return false
  push(L, table.keyAt(next))
  push(L, table.valueAt(next))
  return true
}

export function lua_call(L: LuaState, nargs: number, nresults: number): void {
  call(L, L.top - nargs - 1, nresults)
}

/** Calls, says LUA_OK or an error's status, and leaves the error in the place of the function. */
export function lua_pcall(L: LuaState, nargs: number, nresults: number): number {
  const { ci, nCcalls, handler } = L
  const func = L.top - nargs - 1
  L.handler = 0
  try {
    call(L, func, nresults)
    L.handler = handler
    return LUA_OK
  } catch (thrown) {
    L.ci = ci
    restore(L, func, nCcalls, handler)
    if (!(thrown instanceof LuaError)) throw thrown
    push(L, thrown.value)
    return thrown.status
  }
}

/** Raises the value on top of the stack. */
export function lua_error(L: LuaState): never {
  throw new LuaError(L.stack[L.top - 1])
}

/** The function that runs at `level`: 0 is the running one, 1 its caller. */
export function lua_getinfo(L: LuaState, level: number): Running | undefined {
  return runningAt(L, level)
}

/**
 * Compiles a chunk and pushes it, or pushes the error; says LUA_OK or LUA_ERRSYNTAX. `more` gives pieces of the chunk
 * after the first; '' is the end. It may raise errors.
 */
export function luaL_loadbuffer(
  L: LuaState,
  chunk: Bytes,
  name: string,
  more?: () => Bytes,
): number {
  const { ci, top, nCcalls, handler } = L
  // An outer handler sees the errors of `more`, as it does in Lua.
  try {
    const prototype = parse(chunk, name, nCcalls, more)
    push(L, new LuaClosure(prototype, [], L.global.globals))
    return LUA_OK
  } catch (thrown) {
    if (!(thrown instanceof LuaError)) throw thrown
    L.ci = ci
    restore(L, top, nCcalls, handler)
    push(L, thrown.value)
    return thrown.status
  } finally {
    L.handler = handler
  }
}
