import type { Bytes } from '@resident/bytes'
import {
  counted,
  type LuaState,
  lua_settop,
  lua_tonumber,
  luaL_argerror,
  luaL_checkbytes,
  luaL_checkstack,
  luaL_error,
  luaL_optinteger,
  push,
  toNumber,
  valueAt,
} from '../../lua/index.ts'
import { readDouble, readFloat } from '../float-bytes.ts'
import { Format } from './format.ts'
import { toUint64 } from './uint64.ts'

const TWO_32 = 2 ** 32

/** struct.unpack(format, data [, offset]): the values, and the offset after the last. */
export function unpack(L: LuaState): number {
  const text = luaL_checkbytes(L, 1)
  const data = luaL_checkbytes(L, 2)
  const offset = luaL_optinteger(L, 3, 1)
  if (offset === 0) luaL_argerror(L, 3, 'offset must be 1 or greater')
  lua_settop(L, 2)
  const unpacker = new Unpacker(L, new Format(L, text), data, offset - 1)
  return unpacker.unpack()
}

class Unpacker {
  readonly #L: LuaState
  readonly #format: Format
  readonly #data: Bytes
  /** Negative where C, which is unsigned here, sees a huge number. */
  #at: number
  #results = 0

  constructor(L: LuaState, format: Format, data: Bytes, at: number) {
    this.#L = L
    this.#format = format
    this.#data = data
    this.#at = at
  }

  unpack(): number {
    while (this.#format.next()) {
      this.#at += this.#format.padding(this.#at)
      this.#need(this.#format.size)
      luaL_checkstack(this.#L, 2, 'too many results')
      this.#option()
    }
    push(this.#L, this.#at + 1)
    return this.#results + 1
  }

  #option(): void {
    const { option, size, littleEndian } = this.#format
    switch (option) {
      case 'b':
      case 'h':
      case 'l':
      case 'i':
        return this.#number(this.#integer(true), size)
      case 'B':
      case 'H':
      case 'L':
      case 'T':
      case 'I':
        return this.#number(this.#integer(false), size)
      case 'x':
        this.#at++
        return
      case 'f':
        return this.#number(readFloat(this.#data, this.#at, littleEndian), size)
      case 'd':
        return this.#number(readDouble(this.#data, this.#at, littleEndian), size)
      case 'c':
        return this.#string(size === 0 ? this.#previous() : size)
      case 's':
        return this.#zeroTerminated()
      default:
        this.#format.control()
    }
  }

  #number(value: number, size: number): void {
    push(this.#L, value)
    this.#at += size
    this.#results++
  }

  #string(size: number): void {
    push(this.#L, counted(this.#data.substring(this.#at, this.#at + size) as Bytes))
    this.#at += size
    this.#results++
  }

  #zeroTerminated(): void {
    const end = this.#data.indexOf('\0', this.#at)
    if (end === -1) luaL_error(this.#L, 'unfinished string in data')
    this.#string(end - this.#at)
    this.#at++
  }

  /** Takes the last result back: it is the size of the string to come. */
  #previous(): number {
    if (this.#results === 0 || toNumber(valueAt(this.#L, -1)) === undefined)
      luaL_error(this.#L, "format 'c0' needs a previous size")
    const size = toUint64(lua_tonumber(this.#L, -1))
    this.#L.top--
    this.#results--
    this.#need(size)
    return size
  }

  #need(size: number): void {
    const fits = size >= 0 && this.#at >= 0 && this.#at <= this.#data.length - size
    if (!fits) luaL_argerror(this.#L, 2, 'data string too short')
  }

  /** The low 64 bits of an integer of any size. */
  #integer(signed: boolean): number {
    const { size, littleEndian } = this.#format
    let high = 0
    let low = 0
    for (let i = 0; i < size; i++) {
      const byte = this.#data.charCodeAt(this.#at + (littleEndian ? size - 1 - i : i))
      high = (high << 8) | (low >>> 24)
      low = (low << 8) | byte
    }
    return signed ? extended(high, low, size) : (high >>> 0) * TWO_32 + (low >>> 0)
  }
}

/** Fills the bits from the sign bit on upwards. Where x86 is asked to shift by 64 or more, it shifts by the rest. */
function extended(high: number, low: number, size: number): number {
  const sign = (size * 8 - 1) & 63
  const highMask = sign < 32 ? -1 : -1 << (sign - 32)
  const lowMask = sign < 32 ? -1 << sign : 0
  const isNegative = (high & highMask) !== 0 || (low & lowMask) !== 0
  if (!isNegative) return high * TWO_32 + (low >>> 0)
  return (high | highMask) * TWO_32 + ((low | lowMask) >>> 0)
}
