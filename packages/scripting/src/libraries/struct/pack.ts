import type { Bytes } from '@resident/bytes'
import {
  counted,
  type LuaState,
  luaL_argerror,
  luaL_checkbytes,
  luaL_checknumber,
  push,
} from '../../lua/index.ts'
import { doubleBytes, floatBytes } from '../float-bytes.ts'
import { Format } from './format.ts'
import { toUint64 } from './uint64.ts'

const TWO_32 = 2 ** 32

/** struct.pack(format, value …) */
export function pack(L: LuaState): number {
  const format = new Format(L, luaL_checkbytes(L, 1))
  // So that an argument too few is nil.
  push(L, undefined)
  let argument = 2
  let packed = ''
  while (format.next()) {
    packed += '\0'.repeat(format.padding(packed.length))
    switch (format.option) {
      case 'b':
      case 'B':
      case 'h':
      case 'H':
      case 'l':
      case 'L':
      case 'T':
      case 'i':
      case 'I':
        packed += integer(luaL_checknumber(L, argument++), format)
        break
      case 'x':
        packed += '\0'
        break
      case 'f':
        packed += floatBytes(luaL_checknumber(L, argument++), format.littleEndian)
        break
      case 'd':
        packed += doubleBytes(luaL_checknumber(L, argument++), format.littleEndian)
        break
      case 'c':
      case 's':
        packed += string(L, argument++, format)
        break
      default:
        format.control()
    }
  }
  push(L, counted(packed as Bytes))
  return 1
}

function string(L: LuaState, argument: number, { option, size }: Format): string {
  const text = luaL_checkbytes(L, argument)
  // struct names the argument after it.
  if (text.length < size) luaL_argerror(L, argument + 1, 'string too short')
  if (option === 's') return `${text}\0`
  return size === 0 ? text : text.substring(0, size)
}

/** The low `size` bytes of the number's 64 bits, and zeros beyond them. */
function integer(value: number, { size, littleEndian }: Format): string {
  const whole = toUint64(value)
  let high = Math.floor(whole / TWO_32)
  let low = whole - high * TWO_32
  let bytes = ''
  for (let i = 0; i < size; i++) {
    const byte = String.fromCharCode(low & 0xff)
    bytes = littleEndian ? bytes + byte : byte + bytes
    low = ((low >>> 8) | (high << 24)) >>> 0
    high >>>= 8
  }
  return bytes
}
