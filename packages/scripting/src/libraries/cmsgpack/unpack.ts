import type { Bytes } from '@resident/bytes'
import {
  type LuaState,
  LuaTable,
  type LuaValue,
  lua_gettop,
  lua_insert,
  lua_settop,
  luaL_checkbytes,
  luaL_checkinteger,
  luaL_checkstack,
  luaL_error,
  luaL_optinteger,
  push,
  rawSet,
} from '../../lua/index.ts'
import { toInt32 } from '../../lua/number.ts'
import { readDouble, readFloat } from '../float-bytes.ts'

const TWO_32 = 2 ** 32
const TOO_MANY = 'too many return values at once; use unpack_one or unpack_limit instead.'

/** cmsgpack.unpack(bytes): all values. */
export function unpack(L: LuaState): number {
  return unpackSome(L, 0, 0)
}

/** cmsgpack.unpack_one(bytes [, offset]): where the next value begins (-1 at the end), and one value. */
export function unpackOne(L: LuaState): number {
  const offset = luaL_optinteger(L, 2, 0)
  if (lua_gettop(L) > 1) lua_settop(L, 1)
  return unpackSome(L, 1, offset)
}

/** cmsgpack.unpack_limit(bytes, limit [, offset]) */
export function unpackLimit(L: LuaState): number {
  const limit = luaL_checkinteger(L, 2)
  const offset = luaL_optinteger(L, 3, 0)
  lua_settop(L, 1)
  return unpackSome(L, limit, offset)
}

function unpackSome(L: LuaState, limit: number, offset: number): number {
  const bytes = luaL_checkbytes(L, 1)
  const { length } = bytes
  if (offset < 0 || limit < 0) {
    // The error says limit, but gives the length.
    const request = `offset of ${toInt32(offset)} and limit of ${length}`
    luaL_error(L, `Invalid request to unpack with ${request}.`)
  }
  if (offset > length)
    luaL_error(L, `Start offset ${toInt32(offset)} greater than input length ${length}.`)

  const all = limit === 0 && offset === 0
  const unpacker = new Unpacker(L, bytes, offset)
  let count = 0
  for (; unpacker.left > 0 && (all || count < limit); count++) push(L, unpacker.value())
  if (all) return count

  luaL_checkstack(L, 1, 'in function mp_unpack_full')
  push(L, unpacker.left === 0 ? -1 : length - unpacker.left)
  lua_insert(L, 2)
  return count + 1
}

/** A table that is being read. */
interface Open {
  readonly table: LuaTable
  readonly isMap: boolean
  /** Elements, or pairs, still to come. */
  left: number
  /** Whether it is a map's key that comes next. */
  atKey: boolean
  /** Of the value to come: in an array its index. */
  key: LuaValue
}

/** Reads the values that bytes hold, one by one. Goes as deep as the Lua stack would without recursion. */
class Unpacker {
  readonly #L: LuaState
  readonly #bytes: Bytes
  readonly #open: Open[] = []
  /** How many places of the Lua stack cmsgpack would take for the open tables. */
  #slots = 0
  #at: number
  #value: LuaValue

  constructor(L: LuaState, bytes: Bytes, offset: number) {
    this.#L = L
    this.#bytes = bytes
    this.#at = offset
  }

  get left(): number {
    return this.#bytes.length - this.#at
  }

  value(): LuaValue {
    do {
      while (!this.#begin()) {
        // A table was opened: its first element comes next.
      }
      while (this.#open.length > 0 && this.#put()) {
        // A table is complete, and is now itself the element to put into one.
      }
    } while (this.#open.length > 0)
    return this.#value
  }

  /** Reads a whole value, or opens a table and says false. */
  #begin(): boolean {
    this.#need(1)
    luaL_checkstack(this.#L, this.#slots + 1, TOO_MANY)
    const type = this.#bytes.charCodeAt(this.#at)
    if (type < 0x80) return this.#is(type, 1)
    if (type < 0x90) return this.#map(type & 0xf, 1)
    if (type < 0xa0) return this.#array(type & 0xf, 1)
    if (type < 0xc0) return this.#string(type & 0x1f, 1)
    if (type >= 0xe0) return this.#is(type - 0x100, 1)
    return this.#typed(type)
  }

  #typed(type: number): boolean {
    switch (type) {
      case 0xc0:
        return this.#is(undefined, 1)
      case 0xc2:
        return this.#is(false, 1)
      case 0xc3:
        return this.#is(true, 1)
      case 0xca:
        this.#need(5)
        return this.#is(readFloat(this.#bytes, this.#at + 1, false), 5)
      case 0xcb:
        this.#need(9)
        return this.#is(readDouble(this.#bytes, this.#at + 1, false), 9)
      case 0xcc:
        return this.#is(this.#unsigned(1), 2)
      case 0xcd:
        return this.#is(this.#unsigned(2), 3)
      case 0xce:
        return this.#is(this.#unsigned(4), 5)
      case 0xd0:
        return this.#is((this.#unsigned(1) << 24) >> 24, 2)
      case 0xd1:
        return this.#is((this.#unsigned(2) << 16) >> 16, 3)
      case 0xd2:
        return this.#is(this.#unsigned(4) | 0, 5)
      // Lua's integers are signed: so are these here, unsigned or not.
      case 0xcf:
      case 0xd3:
        return this.#is(this.#int64(), 9)
      case 0xd9:
        return this.#string(this.#unsigned(1), 2)
      case 0xda:
        return this.#string(this.#unsigned(2), 3)
      case 0xdb:
        return this.#string(this.#unsigned(4), 5)
      case 0xdc:
        return this.#array(this.#unsigned(2), 3)
      case 0xdd:
        return this.#array(this.#unsigned(4), 5)
      case 0xde:
        return this.#map(this.#unsigned(2), 3)
      case 0xdf:
        return this.#map(this.#unsigned(4), 5)
      default:
        return luaL_error(this.#L, 'Bad data format in input.')
    }
  }

  /** The value is this, and takes so many bytes. */
  #is(value: LuaValue, size: number): true {
    this.#value = value
    this.#at += size
    return true
  }

  /** The number in the `size` bytes after the type. */
  #unsigned(size: number): number {
    this.#need(1 + size)
    let value = 0
    for (let i = 1; i <= size; i++) value = value * 256 + this.#bytes.charCodeAt(this.#at + i)
    return value
  }

  #int64(): number {
    this.#need(9)
    const high = this.#unsigned(4) | 0
    let low = 0
    for (let i = 5; i <= 8; i++) low = low * 256 + this.#bytes.charCodeAt(this.#at + i)
    return high * TWO_32 + low
  }

  #string(length: number, head: number): boolean {
    this.#need(head + length)
    const start = this.#at + head
    return this.#is(this.#bytes.substring(start, start + length), head + length)
  }

  #array(left: number, head: number): boolean {
    const table = new LuaTable()
    luaL_checkstack(this.#L, this.#slots + 2, 'in function mp_decode_to_lua_array')
    if (left === 0) return this.#is(table, head)
    this.#at += head
    // The table, and the index.
    this.#slots += 2
    this.#open.push({ table, isMap: false, left, atKey: false, key: 1 })
    return false
  }

  #map(left: number, head: number): boolean {
    const table = new LuaTable()
    if (left === 0) return this.#is(table, head)
    this.#at += head
    this.#slots += 1
    this.#open.push({ table, isMap: true, left, atKey: true, key: undefined })
    return false
  }

  /** Puts the value into the innermost table; says whether that table ends here. */
  #put(): boolean {
    const open = this.#open[this.#open.length - 1] as Open
    if (open.atKey) {
      open.key = this.#value
      open.atKey = false
      this.#slots++
      return false
    }
    rawSet(this.#L, open.table, open.key, this.#value)
    open.left--
    if (open.left === 0) {
      this.#slots -= 2
      this.#open.pop()
      this.#value = open.table
      return true
    }
    if (open.isMap) {
      open.atKey = true
      this.#slots--
    } else {
      open.key = (open.key as number) + 1
    }
    return false
  }

  #need(count: number): void {
    if (this.left < count) luaL_error(this.#L, 'Missing bytes in input.')
  }
}
