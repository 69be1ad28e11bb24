/** Lua's auxiliary library: what functions of the host use to read arguments and to refuse them. */

import type { Bytes } from '@resident/bytes'
import { lua_checkstack, lua_gettop, valueAt } from './api.ts'
import { cString } from './c-string.ts'
import { nameOfCall, typeName, where } from './debug.ts'
import { toInt32, toInteger } from './number.ts'
import { textOf, toNumber } from './operators.ts'
import { LuaError, type LuaState } from './state.ts'
import { LuaTable } from './table.ts'
import { isFunction, type LuaClosure, type NativeClosure } from './value.ts'

/** Raises `message` with the place in front of it (`user_script:1: `). */
export function luaL_error(L: LuaState, message: string): never {
  throw new LuaError(where(L, 1) + cString(message))
}
/** "bad argument #1 to 'f' (message)". */
export function luaL_argerror(L: LuaState, argument: number, message: string): never {
  const named = nameOfCall(L.ci)
  const name = cString(named?.name ?? '?')
  let number = argument
  if (named?.kind === 'method') {
    number--
    if (number === 0) return luaL_error(L, `calling '${name}' on bad self (${message})`)
  }
  return luaL_error(L, `bad argument #${number} to '${name}' (${message})`)
}
/** "bad argument #1 to 'f' (table expected, got nil)". */
export function luaL_typerror(L: LuaState, argument: number, expected: string): never {
  const got = argument > lua_gettop(L) ? 'no value' : typeName(valueAt(L, argument))
  return luaL_argerror(L, argument, `${expected} expected, got ${got}`)
}
export function luaL_argcheck(L: LuaState, holds: boolean, argument: number, text: string): void {
  if (!holds) luaL_argerror(L, argument, text)
}
export function luaL_checkany(L: LuaState, argument: number): void {
  if (argument > lua_gettop(L)) luaL_argerror(L, argument, 'value expected')
}
export function luaL_checktable(L: LuaState, argument: number): LuaTable {
  const value = valueAt(L, argument)
  return value instanceof LuaTable ? value : luaL_typerror(L, argument, 'table')
}
export function luaL_checkfunction(L: LuaState, argument: number): LuaClosure | NativeClosure {
  const value = valueAt(L, argument)
  return isFunction(value) ? value : luaL_typerror(L, argument, 'function')
}
export function luaL_checknumber(L: LuaState, argument: number): number {
  return toNumber(valueAt(L, argument)) ?? luaL_typerror(L, argument, 'number')
}
/** The number as C casts a double to a 64-bit integer: cut towards zero. */
export function luaL_checkinteger(L: LuaState, argument: number): number {
  return toInteger(luaL_checknumber(L, argument))
}
export function luaL_optinteger(L: LuaState, argument: number, otherwise: number): number {
  return valueAt(L, argument) === undefined ? otherwise : luaL_checkinteger(L, argument)
}
/** The same, cut to C's 32-bit int. */
export function luaL_checkint(L: LuaState, argument: number): number {
  return toInt32(luaL_checknumber(L, argument))
}
export function luaL_optint(L: LuaState, argument: number, otherwise: number): number {
  return valueAt(L, argument) === undefined ? otherwise : luaL_checkint(L, argument)
}
export function luaL_checkbytes(L: LuaState, argument: number): Bytes {
  const text = textOf(valueAt(L, argument)) as Bytes | undefined
  return text ?? luaL_typerror(L, argument, 'string')
}
export function luaL_optbytes(L: LuaState, argument: number, otherwise: Bytes): Bytes {
  return valueAt(L, argument) === undefined ? otherwise : luaL_checkbytes(L, argument)
}
/** Raises "stack overflow (message)" where there is no room for `count` further values. */
export function luaL_checkstack(L: LuaState, count: number, message: string): void {
  if (!lua_checkstack(L, count)) luaL_error(L, `stack overflow (${message})`)
}
