import type { Bytes } from '@resident/bytes'
import {
  counted,
  type LuaState,
  LuaTable,
  type LuaValue,
  lua_checkstack,
  lua_gettop,
  luaL_argerror,
  luaL_checkstack,
  push,
  valueAt,
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
  const packer = new Packer(L)
  let packed = ''
  for (let index = 1; index <= count; index++) packed += packer.argument(index)
  push(L, counted(packed as Bytes))
  return 1
}

/** Counts the places of the Lua stack that cmsgpack takes: if there are none left, that is an error. */
class Packer {
  readonly #L: LuaState
  #slots = 0

  constructor(L: LuaState) {
    this.#L = L
  }

  argument(index: number): string {
    // The results of the arguments before it are on the stack.
    this.#slots = index - 1
    this.#need(1, 'in function mp_check')
    this.#slots++
    return this.#value(valueAt(this.#L, index), 0)
  }

  #need(slots: number, where: string): void {
    luaL_checkstack(this.#L, this.#slots + slots, where)
  }

  #value(value: LuaValue, level: number): string {
    if (typeof value === 'string') return string(value)
    if (typeof value === 'number') return number(value)
    if (typeof value === 'boolean') return value ? '\xc3' : '\xc2'
    if (!(value instanceof LuaTable) || level === MAX_NESTING) return '\xc0'
    this.#need(2, 'in function table_is_an_array')
    return isArray(value) ? this.#array(value, level) : this.#map(value, level)
  }

  #array(table: LuaTable, level: number): string {
    const { length } = table
    this.#need(1, 'in function mp_encode_lua_table_as_array')
    let packed = length <= 15 ? byte(0x90 | length) : head('\xdc', '\xdd', length)
    this.#slots++
    for (let index = 1; index <= length; index++) {
      packed += this.#value(table.getNumber(index), level + 1)
    }
    this.#slots--
    return packed
  }

  #map(table: LuaTable, level: number): string {
    this.#need(3, 'in function mp_encode_lua_table_as_map')
    let count = 0
    let packed = ''
    for (let at = table.nextPosition(-1); at !== -1; at = table.nextPosition(at)) {
      // A table that is a key counts as deep as one that is a value.
      this.#slots += 3
      packed += this.#value(table.keyAt(at), level + 1)
      this.#slots--
      packed += this.#value(table.valueAt(at), level + 1)
      this.#slots -= 2
      count++
    }
    return (count <= 15 ? byte(0x80 | count) : head('\xde', '\xdf', count)) + packed
  }
}

/** Whether the keys are 1 to n, each of them. */
function isArray(table: LuaTable): boolean {
  let count = 0
  let max = 0
  for (let at = table.nextPosition(-1); at !== -1; at = table.nextPosition(at)) {
    const key = table.keyAt(at)
    if (typeof key !== 'number' || key <= 0 || key > INT_MAX || Math.floor(key) !== key)
      return false
    if (key > max) max = key
    count++
  }
  return max === count
}

function string(text: string): string {
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

/** A type and a number after it, in two bytes or in four. */
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
