/**
 * Lua's C API, by the names it has in C, over bytes: strings go in and come out as `Bytes`.
 *
 * What differs from C: `lua_tobytes` leaves a number on the stack as it is, texts that the program
 * itself writes (`luaL_error`, field names) are plain strings of latin1, and a function is a
 * JavaScript function of the state that returns how many results it has pushed.
 */
import type { Bytes } from '@resident/bytes'
import { call, restore } from './call.ts'
import { type Running, runError, runningAt } from './debug.ts'
import { counted, LONG_STRING } from './memory.ts'
import { index, READONLY_TABLE, setIndex, textOf, toNumber } from './operators.ts'
import { parse } from './parser.ts'
import type { ScriptRandom } from './random.ts'
import { LUA_OK, LuaError, LuaGlobal, LuaState } from './state.ts'
import { LuaTable, sequenceRoom } from './table.ts'
import {
  isFalse,
  LightUserdata,
  LuaClosure,
  type LuaValue,
  NativeClosure,
  type NativeFunction,
} from './value.ts'

export const LUA_REGISTRYINDEX = -10000
export const LUA_GLOBALSINDEX = -10002
/** Longer ones grow as they are filled. */
const LARGEST_SEQUENCE = 2 ** 20
/** As many values as a function of the host may have on the stack. */
const LUAI_MAXCSTACK = 8000

export const LUA_TNONE = -1
export const LUA_TNIL = 0
export const LUA_TBOOLEAN = 1
export const LUA_TLIGHTUSERDATA = 2
export const LUA_TNUMBER = 3
export const LUA_TSTRING = 4
export const LUA_TTABLE = 5
export const LUA_TFUNCTION = 6
export const LUA_TTHREAD = 8

const TYPE_NAMES: readonly string[] = [
  'nil',
  'boolean',
  'userdata',
  'number',
  'string',
  'table',
  'function',
  'userdata',
  'thread',
]

/** The value at an index; undefined for nil as well as for none. */
export function valueAt(L: LuaState, at: number): LuaValue {
  if (at > 0) {
    const place = L.ci.base + at - 1
    return place < L.top ? L.stack[place] : undefined
  }
  if (at > LUA_REGISTRYINDEX) return L.stack[L.top + at]
  if (at === LUA_REGISTRYINDEX) return L.global.registry
  if (at === LUA_GLOBALSINDEX) return L.global.globals
  return (L.ci.closure as NativeClosure).upvalues[LUA_GLOBALSINDEX - at - 1]
}

/** Pushes any value. */
export function push(L: LuaState, value: LuaValue): void {
  L.stack[L.top++] = value
}

function pop(L: LuaState): LuaValue {
  return L.stack[--L.top]
}

function tableAt(L: LuaState, at: number): LuaTable {
  return valueAt(L, at) as LuaTable
}

// The stack

export function lua_gettop(L: LuaState): number {
  return L.top - L.ci.base
}
export function lua_settop(L: LuaState, at: number): void {
  const top = at >= 0 ? L.ci.base + at : L.top + at + 1
  while (L.top < top) push(L, undefined)
  L.top = top
}
export function lua_pop(L: LuaState, count: number): void {
  lua_settop(L, -count - 1)
}
export function lua_pushvalue(L: LuaState, at: number): void {
  push(L, valueAt(L, at))
}
export function lua_remove(L: LuaState, at: number): void {
  const { stack } = L
  L.top--
  for (let i = placeAt(L, at, L.top + 1); i < L.top; i++) stack[i] = stack[i + 1]
}
export function lua_insert(L: LuaState, at: number): void {
  const { stack } = L
  const value = stack[L.top - 1]
  const place = placeAt(L, at, L.top)
  for (let i = L.top - 1; i > place; i--) stack[i] = stack[i - 1]
  stack[place] = value
}
export function lua_replace(L: LuaState, at: number): void {
  if (at === LUA_GLOBALSINDEX) {
    L.global.globals = pop(L) as LuaTable
    return
  }
  const place = placeAt(L, at, L.top)
  L.stack[place] = pop(L)
}
function placeAt(L: LuaState, at: number, top: number): number {
  return at > 0 ? L.ci.base + at - 1 : top + at
}
/** Whether there is room for `count` further values. */
export function lua_checkstack(L: LuaState, count: number): boolean {
  return count <= LUAI_MAXCSTACK && L.top - L.ci.base + count <= LUAI_MAXCSTACK
}

// Reading values

export function lua_type(L: LuaState, at: number): number {
  if (at > 0 && L.ci.base + at - 1 >= L.top) return LUA_TNONE
  return typeOf(valueAt(L, at))
}
function typeOf(value: LuaValue): number {
  // Not a switch, for which V8 makes the type's name first.
  if (typeof value === 'string') return LUA_TSTRING
  if (typeof value === 'number') return LUA_TNUMBER
  if (value === undefined) return LUA_TNIL
  if (typeof value === 'boolean') return LUA_TBOOLEAN
  if (value instanceof LuaTable) return LUA_TTABLE
  if (value instanceof LuaState) return LUA_TTHREAD
  return value instanceof LightUserdata ? LUA_TLIGHTUSERDATA : LUA_TFUNCTION
}
export function lua_typename(_L: LuaState, type: number): string {
  return TYPE_NAMES[type] ?? 'no value'
}
export function lua_isnil(L: LuaState, at: number): boolean {
  return lua_type(L, at) === LUA_TNIL
}
export function lua_isnone(L: LuaState, at: number): boolean {
  return lua_type(L, at) === LUA_TNONE
}
export function lua_istable(L: LuaState, at: number): boolean {
  return valueAt(L, at) instanceof LuaTable
}
export function lua_isfunction(L: LuaState, at: number): boolean {
  return lua_type(L, at) === LUA_TFUNCTION
}
/** A number, or a string that spells one. */
export function lua_isnumber(L: LuaState, at: number): boolean {
  return toNumber(valueAt(L, at)) !== undefined
}
/** A string, or a number. */
export function lua_isstring(L: LuaState, at: number): boolean {
  const type = lua_type(L, at)
  return type === LUA_TSTRING || type === LUA_TNUMBER
}
export function lua_toboolean(L: LuaState, at: number): boolean {
  return !isFalse(valueAt(L, at))
}
/** The number there or spelt there, else 0. */
export function lua_tonumber(L: LuaState, at: number): number {
  return toNumber(valueAt(L, at)) ?? 0
}
/** The string there, or the number there as Lua writes it (%.14g); undefined for anything else. */
export function lua_tobytes(L: LuaState, at: number): Bytes | undefined {
  return textOf(valueAt(L, at)) as Bytes | undefined
}
export function lua_rawequal(L: LuaState, a: number, b: number): boolean {
  if (lua_isnone(L, a) || lua_isnone(L, b)) return false
  return valueAt(L, a) === valueAt(L, b)
}

// Pushing values

export function lua_pushnil(L: LuaState): void {
  push(L, undefined)
}
export function lua_pushboolean(L: LuaState, value: boolean): void {
  push(L, value)
}
export function lua_pushnumber(L: LuaState, value: number): void {
  push(L, value)
}
export function lua_pushbytes(L: LuaState, value: Bytes): void {
  push(L, value.length < LONG_STRING ? value : counted(value))
}
/** A text that the program itself wrote, of characters below 256. */
export function lua_pushliteral(L: LuaState, value: string): void {
  push(L, value)
}
export function lua_pushcfunction(L: LuaState, value: NativeFunction): void {
  push(L, new NativeClosure(value, []))
}
export function lua_pushlightuserdata(L: LuaState, value: unknown): void {
  push(L, L.global.lightUserdata(value))
}

// Tables

export function lua_newtable(L: LuaState): void {
  push(L, new LuaTable())
}
export function lua_createtable(L: LuaState, elements: number, fields: number): void {
  push(L, new LuaTable(elements, fields))
}
/**
 * A table for a sequence of `length` values, none of them nil, that are put into it one by one: it has
 * the room that Lua would have made by then.
 */
export function lua_newsequence(L: LuaState, length: number): void {
  push(L, new LuaTable(length < LARGEST_SEQUENCE ? sequenceRoom(length) : 0))
}
export function lua_getfield(L: LuaState, at: number, name: string): void {
  push(L, index(L, valueAt(L, at), name, -1))
}
export function lua_setfield(L: LuaState, at: number, name: string): void {
  setIndex(L, valueAt(L, at), name, L.stack[L.top - 1], -1)
  L.top--
}
export function lua_getglobal(L: LuaState, name: string): void {
  lua_getfield(L, LUA_GLOBALSINDEX, name)
}
export function lua_setglobal(L: LuaState, name: string): void {
  lua_setfield(L, LUA_GLOBALSINDEX, name)
}
export function lua_pushglobaltable(L: LuaState): void {
  push(L, L.global.globals)
}
export function lua_rawget(L: LuaState, at: number): void {
  L.stack[L.top - 1] = tableAt(L, at).get(L.stack[L.top - 1])
}
export function lua_rawset(L: LuaState, at: number): void {
  rawSet(L, tableAt(L, at), L.stack[L.top - 2], L.stack[L.top - 1])
  L.top -= 2
}
export function lua_rawgeti(L: LuaState, at: number, key: number): void {
  push(L, tableAt(L, at).getNumber(key))
}
export function lua_rawseti(L: LuaState, at: number, key: number): void {
  rawSet(L, tableAt(L, at), key, L.stack[L.top - 1])
  L.top--
}
/** Sets without metamethods; refuses readonly tables, nil and NaN. */
export function rawSet(L: LuaState, table: LuaTable, key: LuaValue, value: LuaValue): void {
  if (table.readonly) runError(L, READONLY_TABLE)
  if (key === undefined) runError(L, 'table index is nil')
  if (typeof key === 'number' && Number.isNaN(key)) runError(L, 'table index is NaN')
  table.set(key, value)
}
/** Pops a key, pushes the next key and its value; pushes nothing and says false at the end. */
export function lua_next(L: LuaState, at: number): boolean {
  const table = tableAt(L, at)
  const position = table.positionOf(pop(L))
  if (position === undefined) return runError(L, "invalid key to 'next'")
  const next = table.nextPosition(position)
  if (next === -1) return false
  push(L, table.keyAt(next))
  push(L, table.valueAt(next))
  return true
}
/** Pushes the metatable, or pushes nothing and says false. */
export function lua_getmetatable(L: LuaState, at: number): boolean {
  const metatable = metatableOf(L, valueAt(L, at))
  if (metatable === undefined) return false
  push(L, metatable)
  return true
}
function metatableOf(L: LuaState, value: LuaValue): LuaTable | undefined {
  if (value instanceof LuaTable) return value.metatable
  return typeof value === 'string' ? L.global.stringMetatable : undefined
}
/** Pops a table or nil, and makes it the metatable: of a table, or of all strings. */
export function lua_setmetatable(L: LuaState, at: number): void {
  const object = valueAt(L, at)
  const metatable = L.stack[L.top - 1] as LuaTable | undefined
  if (object instanceof LuaTable) {
    if (object.readonly) runError(L, READONLY_TABLE)
    object.metatable = metatable
  } else if (typeof object === 'string') L.global.stringMetatable = metatable
  L.top--
}
/** Redis's own addition: writing to a readonly table is "Attempt to modify a readonly table". */
export function lua_enablereadonlytable(L: LuaState, at: number, enabled: boolean): void {
  tableAt(L, at).readonly = enabled
}
export function lua_isreadonlytable(L: LuaState, at: number): boolean {
  return tableAt(L, at).readonly
}

// Calls and errors

export function lua_call(L: LuaState, nargs: number, nresults: number): void {
  call(L, L.top - nargs - 1, nresults)
}
/** Calls and catches; `handler` is the index of an error handler, or 0. */
export function lua_pcall(L: LuaState, nargs: number, nresults: number, handler: number): number {
  const func = L.top - nargs - 1
  return protect(L, func, handler === 0 ? 0 : placeAt(L, handler, L.top), () =>
    call(L, func, nresults),
  )
}
/** Runs `run` and says LUA_OK, or catches the error, puts it at `func` and says its status. */
function protect(L: LuaState, func: number, handler: number, run: () => void): number {
  const { ci, nCcalls, handler: outer } = L
  L.handler = handler
  try {
    run()
    L.handler = outer
    return LUA_OK
  } catch (thrown) {
    L.ci = ci
    restore(L, func, nCcalls, outer)
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
/** Compiles a chunk and pushes it, or pushes the error; says LUA_OK or LUA_ERRSYNTAX. */
export function luaL_loadbuffer(L: LuaState, chunk: Bytes, name: string): number {
  return load(L, chunk, name)
}
/** The same of a chunk whose pieces `more` gives, after the first; '' is the end. It may raise errors. */
export function load(L: LuaState, chunk: Bytes, name: string, more?: () => Bytes): number {
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

/** A new state, without any library. */
export function lua_newstate(random: ScriptRandom): LuaState {
  return new LuaState(new LuaGlobal(random), true)
}
