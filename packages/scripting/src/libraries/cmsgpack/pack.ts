import type { Bytes } from '@resident/bytes'
import {
  LUA_TBOOLEAN,
  LUA_TNUMBER,
  LUA_TSTRING,
  LUA_TTABLE,
  type LuaState,
  lua_checkstack,
  lua_gettop,
  lua_next,
  lua_objlen,
  lua_pop,
  lua_pushbytes,
  lua_pushnil,
  lua_pushvalue,
  lua_rawgeti,
  lua_toboolean,
  lua_tobytes,
  lua_tonumber,
  lua_type,
  luaL_argerror,
  luaL_checkstack,
} from '../../lua/index.ts'
import { toInteger } from '../../lua/number.ts'
import { doubleBytes, floatBytes } from '../float-bytes.ts'

/** Tables in tables beyond this depth are written as nil. */
const MAX_NESTING = 16
const INT_MAX = 2147483647
const TWO_32 = 2 ** 32

/** cmsgpack.pack(value …) */
export function pack(L: LuaState): number {
  const count = lua_gettop(L)
  if (count === 0) luaL_argerror(L, 0, 'MessagePack pack needs input.')
  if (!lua_checkstack(L, count)) luaL_argerror(L, 0, 'Too many arguments for MessagePack pack.')
  let packed = ''
  for (let index = 1; index <= count; index++) {
    luaL_checkstack(L, 1, 'in function mp_check')
    lua_pushvalue(L, index)
    packed += value(L, 0)
    lua_pop(L, 1)
  }
  lua_pushbytes(L, packed as Bytes)
  return 1
}

/** The value on top of the stack, which it leaves there. */
function value(L: LuaState, level: number): string {
  switch (lua_type(L, -1)) {
    case LUA_TSTRING:
      return string(lua_tobytes(L, -1) as Bytes)
    case LUA_TNUMBER:
      return number(lua_tonumber(L, -1))
    case LUA_TBOOLEAN:
      return lua_toboolean(L, -1) ? '\xc3' : '\xc2'
    case LUA_TTABLE:
      if (level === MAX_NESTING) return '\xc0'
      return isArray(L) ? array(L, level) : map(L, level)
    default:
      return '\xc0'
  }
}

function string(text: Bytes): string {
  const { length } = text
  if (length < 32) return byte(0xa0 | length) + text
  return (length <= 0xff ? `\xd9${byte(length)}` : head('\xda', '\xdb', length)) + text
}

/** An integer where the number is one; the infinities are floats, and NaN is a double. */
function number(value: number): string {
  if (toInteger(value) === value) return value < 0 ? negative(value) : positive(value)
  return Math.fround(value) === value
    ? `\xca${floatBytes(value, false)}`
    : `\xcb${doubleBytes(value, false)}`
}

function positive(value: number): string {
  if (value <= 0x7f) return byte(value)
  if (value <= 0xff) return `\xcc${byte(value)}`
  if (value < TWO_32) return head('\xcd', '\xce', value)
  return `\xcf${fourBytes(value / TWO_32)}${fourBytes(value % TWO_32)}`
}

function negative(value: number): string {
  if (value >= -32) return byte(value & 0xff)
  if (value >= -0x80) return `\xd0${byte(value & 0xff)}`
  if (value >= -0x8000) return `\xd1${twoBytes(value & 0xffff)}`
  if (value >= -0x80000000) return `\xd2${fourBytes(value)}`
  const high = Math.floor(value / TWO_32)
  return `\xd3${fourBytes(high)}${fourBytes(value - high * TWO_32)}`
}

/** Whether the keys are 1 to n, each of them. */
function isArray(L: LuaState): boolean {
  luaL_checkstack(L, 2, 'in function table_is_an_array')
  let count = 0
  let max = 0
  lua_pushnil(L)
  while (lua_next(L, -2)) {
    lua_pop(L, 1)
    const key = lua_type(L, -1) === LUA_TNUMBER ? lua_tonumber(L, -1) : 0
    if (key <= 0 || key > INT_MAX || Math.floor(key) !== key) {
      lua_pop(L, 1)
      return false
    }
    if (key > max) max = key
    count++
  }
  return max === count
}

function array(L: LuaState, level: number): string {
  const length = lua_objlen(L, -1)
  let packed = length <= 15 ? byte(0x90 | length) : head('\xdc', '\xdd', length)
  luaL_checkstack(L, 1, 'in function mp_encode_lua_table_as_array')
  for (let index = 1; index <= length; index++) {
    lua_rawgeti(L, -1, index)
    packed += value(L, level + 1)
    lua_pop(L, 1)
  }
  return packed
}

function map(L: LuaState, level: number): string {
  luaL_checkstack(L, 3, 'in function mp_encode_lua_table_as_map')
  let count = 0
  let packed = ''
  lua_pushnil(L)
  while (lua_next(L, -2)) {
    // A table that is a key counts as deep as one that is a value.
    lua_pushvalue(L, -2)
    packed += value(L, level + 1)
    lua_pop(L, 1)
    packed += value(L, level + 1)
    lua_pop(L, 1)
    count++
  }
  return (count <= 15 ? byte(0x80 | count) : head('\xde', '\xdf', count)) + packed
}

/** A type and a number behind it, in two bytes or in four. */
function head(short: string, long: string, value: number): string {
  return value <= 0xffff ? short + twoBytes(value) : long + fourBytes(value)
}

function byte(value: number): string {
  return String.fromCharCode(value)
}

function twoBytes(value: number): string {
  return String.fromCharCode(value >>> 8, value & 0xff)
}

function fourBytes(value: number): string {
  return twoBytes((value >>> 16) & 0xffff) + twoBytes(value & 0xffff)
}
