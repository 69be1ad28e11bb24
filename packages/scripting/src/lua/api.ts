/**
 * Lua's C API, by the names it has in C, over bytes: strings go in and come out as `Bytes`.
 *
 * What differs from C: `lua_tobytes` leaves a number on the stack as it is, texts that the program
 * itself writes (`luaL_error`, field names) are plain strings of latin1, and a function is a
 * JavaScript function of the state that returns how many results it has pushed.
 */
import { type Bytes, fromBuffer, toBuffer } from '@resident/bytes'
import fengari, { type State } from 'fengari'

const { lua, lauxlib, lualib } = fengari

export type LuaState = State
export type LuaFunction = (L: LuaState) => number

export const LUA_MULTRET = -1
export const LUA_REGISTRYINDEX = -1_001_000

export const LUA_TNONE = -1
export const LUA_TNIL = 0
export const LUA_TBOOLEAN = 1
export const LUA_TLIGHTUSERDATA = 2
export const LUA_TNUMBER = 3
export const LUA_TSTRING = 4
export const LUA_TTABLE = 5
export const LUA_TFUNCTION = 6
export const LUA_TUSERDATA = 7
export const LUA_TTHREAD = 8

export const LUA_OK = 0
export const LUA_ERRRUN = 2
export const LUA_ERRSYNTAX = 3
export const LUA_ERRMEM = 4
export const LUA_ERRERR = 5

const bytes = (value: unknown): Bytes => fromBuffer(value as Uint8Array)
const text = (value: string): Uint8Array => toBuffer(value as Bytes)

// The stack

export function lua_gettop(L: LuaState): number {
  return lua.lua_gettop!(L)
}
export function lua_settop(L: LuaState, index: number): void {
  lua.lua_settop!(L, index)
}
export function lua_pop(L: LuaState, count: number): void {
  lua.lua_pop!(L, count)
}
export function lua_pushvalue(L: LuaState, index: number): void {
  lua.lua_pushvalue!(L, index)
}
export function lua_remove(L: LuaState, index: number): void {
  lua.lua_remove!(L, index)
}
export function lua_insert(L: LuaState, index: number): void {
  lua.lua_insert!(L, index)
}
export function lua_replace(L: LuaState, index: number): void {
  lua.lua_replace!(L, index)
}
/** Makes room for `count` further values; false where the stack may not grow so far. */
export function lua_checkstack(L: LuaState, count: number): boolean {
  return lua.lua_checkstack!(L, count)
}
/** The index of an upvalue of the running function, counted from 1. */
export function lua_upvalueindex(index: number): number {
  return LUA_REGISTRYINDEX - index
}

// Reading values

export function lua_type(L: LuaState, index: number): number {
  return lua.lua_type!(L, index)
}
export function lua_typename(L: LuaState, type: number): Bytes {
  return bytes(lua.lua_typename!(L, type))
}
export function lua_isnil(L: LuaState, index: number): boolean {
  return lua_type(L, index) === LUA_TNIL
}
export function lua_isnone(L: LuaState, index: number): boolean {
  return lua_type(L, index) === LUA_TNONE
}
export function lua_isnoneornil(L: LuaState, index: number): boolean {
  return lua_type(L, index) <= LUA_TNIL
}
export function lua_istable(L: LuaState, index: number): boolean {
  return lua_type(L, index) === LUA_TTABLE
}
export function lua_isfunction(L: LuaState, index: number): boolean {
  return lua_type(L, index) === LUA_TFUNCTION
}
/** A number, or a string that spells one. */
export function lua_isnumber(L: LuaState, index: number): boolean {
  return lua.lua_isnumber!(L, index)
}
/** A string, or a number. */
export function lua_isstring(L: LuaState, index: number): boolean {
  return lua.lua_isstring!(L, index)
}
export function lua_toboolean(L: LuaState, index: number): boolean {
  return lua.lua_toboolean!(L, index)
}
/** The number there or spelt there, else 0. */
export function lua_tonumber(L: LuaState, index: number): number {
  return lua.lua_tonumber!(L, index)
}
/** The string there, or the number there as Lua writes it (%.14g); undefined for anything else. */
export function lua_tobytes(L: LuaState, index: number): Bytes | undefined {
  if (!lua_isstring(L, index)) return undefined
  lua_pushvalue(L, index)
  const value = bytes(lua.lua_tolstring!(L, -1))
  lua_pop(L, 1)
  return value
}
export function lua_touserdata(L: LuaState, index: number): unknown {
  return lua.lua_touserdata!(L, index)
}
/** Something that is the same for the same table, function, thread or userdata. */
export function lua_topointer(L: LuaState, index: number): unknown {
  return lua.lua_topointer!(L, index)
}
/** `#` without metamethods: bytes of a string, border of a table, else 0. */
export function lua_objlen(L: LuaState, index: number): number {
  return lua.lua_rawlen!(L, index)
}
export function lua_rawequal(L: LuaState, a: number, b: number): boolean {
  return lua.lua_rawequal!(L, a, b)
}

// Pushing values

export function lua_pushnil(L: LuaState): void {
  lua.lua_pushnil!(L)
}
export function lua_pushboolean(L: LuaState, value: boolean): void {
  lua.lua_pushboolean!(L, value)
}
export function lua_pushnumber(L: LuaState, value: number): void {
  lua.lua_pushnumber!(L, value)
}
export function lua_pushbytes(L: LuaState, value: Bytes): void {
  lua.lua_pushstring!(L, text(value))
}
/** A text that the program itself wrote, of characters below 256. */
export function lua_pushliteral(L: LuaState, value: string): void {
  lua.lua_pushstring!(L, text(value))
}
export function lua_pushcfunction(L: LuaState, value: LuaFunction): void {
  lua.lua_pushcfunction!(L, value)
}
/** A function with the `upvalues` topmost values, which it pops, as its own. */
export function lua_pushcclosure(L: LuaState, value: LuaFunction, upvalues: number): void {
  lua.lua_pushcclosure!(L, value, upvalues)
}
export function lua_pushlightuserdata(L: LuaState, value: unknown): void {
  lua.lua_pushlightuserdata!(L, value)
}

// Tables

export function lua_newtable(L: LuaState): void {
  lua.lua_createtable!(L, 0, 0)
}
export function lua_createtable(L: LuaState, elements: number, fields: number): void {
  lua.lua_createtable!(L, elements, fields)
}
export function lua_gettable(L: LuaState, index: number): void {
  lua.lua_gettable!(L, index)
}
export function lua_settable(L: LuaState, index: number): void {
  lua.lua_settable!(L, index)
}
export function lua_getfield(L: LuaState, index: number, name: string): void {
  lua.lua_getfield!(L, index, text(name))
}
export function lua_setfield(L: LuaState, index: number, name: string): void {
  lua.lua_setfield!(L, index, text(name))
}
export function lua_getglobal(L: LuaState, name: string): void {
  lua.lua_getglobal!(L, text(name))
}
export function lua_setglobal(L: LuaState, name: string): void {
  lua.lua_setglobal!(L, text(name))
}
export function lua_pushglobaltable(L: LuaState): void {
  lua.lua_pushglobaltable!(L)
}
export function lua_rawget(L: LuaState, index: number): void {
  lua.lua_rawget!(L, index)
}
export function lua_rawset(L: LuaState, index: number): void {
  lua.lua_rawset!(L, index)
}
export function lua_rawgeti(L: LuaState, index: number, key: number): void {
  lua.lua_rawgeti!(L, index, key)
}
export function lua_rawseti(L: LuaState, index: number, key: number): void {
  lua.lua_rawseti!(L, index, key)
}
/** Pops a key, pushes the next key and its value; pushes nothing and says false at the end. */
export function lua_next(L: LuaState, index: number): boolean {
  return lua.lua_next!(L, index)
}
/** Pushes the metatable, or pushes nothing and says false. */
export function lua_getmetatable(L: LuaState, index: number): boolean {
  return lua.lua_getmetatable!(L, index)
}
export function lua_setmetatable(L: LuaState, index: number): void {
  lua.lua_setmetatable!(L, index)
}
/** Redis's own addition: writing to a readonly table is "Attempt to modify a readonly table". */
export function lua_enablereadonlytable(L: LuaState, index: number, enabled: boolean): void {
  const table = lua.lua_topointer!(L, index) as object
  if (enabled) readonlyTables.add(table)
  else readonlyTables.delete(table)
}
export function lua_isreadonlytable(L: LuaState, index: number): boolean {
  return readonlyTables.has(lua.lua_topointer!(L, index) as object)
}
const readonlyTables = new WeakSet<object>()

// Calls and errors

export function lua_call(L: LuaState, nargs: number, nresults: number): void {
  lua.lua_call!(L, nargs, nresults)
}
/** Calls and catches; `handler` is the index of an error handler, or 0. */
export function lua_pcall(L: LuaState, nargs: number, nresults: number, handler: number): number {
  return lua.lua_pcall!(L, nargs, nresults, handler)
}
/** Raises the value on top of the stack. */
export function lua_error(L: LuaState): never {
  return lua.lua_error!(L)
}
export function lua_concat(L: LuaState, count: number): void {
  lua.lua_concat!(L, count)
}

/** What is known of one running function. */
export interface CallInfo {
  /** 'Lua', 'C', 'main' or 'tail'. */
  readonly what: string
  /** The chunk's name as it was loaded (`@user_script`). */
  readonly source: string
  readonly currentline: number
  readonly name: string | undefined
}

/** The function that runs at `level`: 0 is the running one, 1 its caller. */
export function lua_getinfo(_L: LuaState, _level: number): CallInfo | undefined {
  return undefined
}

// The auxiliary library

/** Compiles a chunk and pushes it, or pushes the error; says LUA_OK or LUA_ERRSYNTAX. */
export function luaL_loadbuffer(L: LuaState, chunk: Bytes, name: string): number {
  return lauxlib.luaL_loadbufferx!(L, text(chunk), chunk.length, text(name), text('t'))
}
/** Raises `message` with the place in front of it (`user_script:1: `). */
export function luaL_error(L: LuaState, message: string): never {
  lauxlib.luaL_where!(L, 1)
  lua_pushliteral(L, message)
  lua_concat(L, 2)
  return lua_error(L)
}
/** `user_script:1: ` of the function at `level`, or nothing. */
export function luaL_where(L: LuaState, level: number): void {
  lauxlib.luaL_where!(L, level)
}
export function luaL_argerror(L: LuaState, argument: number, message: string): never {
  return lauxlib.luaL_argerror!(L, argument, text(message))
}
/** "bad argument #1 to 'f' (table expected, got nil)". */
export function luaL_typerror(L: LuaState, argument: number, expected: string): never {
  const got = lua_isnone(L, argument) ? 'no value' : lua_typename(L, lua_type(L, argument))
  return luaL_argerror(L, argument, `${expected} expected, got ${got}`)
}
export function luaL_checkany(L: LuaState, argument: number): void {
  if (lua_isnone(L, argument)) luaL_argerror(L, argument, 'value expected')
}
export function luaL_checktype(L: LuaState, argument: number, type: number): void {
  if (lua_type(L, argument) !== type) luaL_typerror(L, argument, lua_typename(L, type))
}
export function luaL_checknumber(L: LuaState, argument: number): number {
  if (!lua_isnumber(L, argument)) luaL_typerror(L, argument, 'number')
  return lua_tonumber(L, argument)
}
export function luaL_optnumber(L: LuaState, argument: number, otherwise: number): number {
  return lua_isnoneornil(L, argument) ? otherwise : luaL_checknumber(L, argument)
}
/** The number as C casts a double to ptrdiff_t: cut towards zero, in 64 bits. */
export function luaL_checkinteger(L: LuaState, argument: number): number {
  return Math.trunc(luaL_checknumber(L, argument))
}
export function luaL_optinteger(L: LuaState, argument: number, otherwise: number): number {
  return lua_isnoneornil(L, argument) ? otherwise : luaL_checkinteger(L, argument)
}
export function luaL_checkbytes(L: LuaState, argument: number): Bytes {
  return lua_tobytes(L, argument) ?? luaL_typerror(L, argument, 'string')
}
export function luaL_optbytes(L: LuaState, argument: number, otherwise: Bytes): Bytes {
  return lua_isnoneornil(L, argument) ? otherwise : luaL_checkbytes(L, argument)
}
/** Raises "stack overflow (message)" where there is no room for `count` further values. */
export function luaL_checkstack(L: LuaState, count: number, message: string): void {
  if (!lua_checkstack(L, count)) luaL_error(L, `stack overflow (${message})`)
}
/** Puts the functions into the table `name` of the globals, made if need be, and leaves it on the stack. */
export function luaL_register(
  L: LuaState,
  name: string,
  functions: Readonly<Record<string, LuaFunction>>,
): void {
  lua_getglobal(L, name)
  if (!lua_istable(L, -1)) {
    lua_pop(L, 1)
    lua_newtable(L)
    lua_pushvalue(L, -1)
    lua_setglobal(L, name)
  }
  for (const [field, run] of Object.entries(functions)) {
    lua_pushcfunction(L, run)
    lua_setfield(L, -2, field)
  }
}

/** A new state whose globals are what Redis leaves of Lua's own library. */
export function newState(): LuaState {
  const L = (lauxlib.luaL_newstate as unknown as () => LuaState)()
  lualib.luaL_openlibs!(L)
  return L
}
