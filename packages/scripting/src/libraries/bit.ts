import {
  type LuaState,
  LuaTable,
  lua_gettop,
  lua_tonumber,
  luaL_typerror,
  push,
  toNumber,
  valueAt,
} from '../lua/index.ts'

/** 2^52 + 2^51: added to a number, it leaves the number's low bits in the low bits of the sum. */
const MAGIC = 6755399441055744
const double = new Float64Array(1)
const LOW_HALF = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1 ? 0 : 1
const halves = new Int32Array(double.buffer)

/** Puts the library `bit` (Lua BitOp 1.0.2) into the globals. */
export function openBit(L: LuaState): void {
  const library = LuaTable.of({
    tobit: (L) => result(L, argument(L, 1)),
    bnot: (L) => result(L, ~argument(L, 1)),
    band: (L) => fold(L, (a, b) => a & b),
    bor: (L) => fold(L, (a, b) => a | b),
    bxor: (L) => fold(L, (a, b) => a ^ b),
    lshift: (L) => shift(L, (value, by) => value << by),
    rshift: (L) => shift(L, (value, by) => value >>> by),
    arshift: (L) => shift(L, (value, by) => value >> by),
    rol: (L) => shift(L, (value, by) => (value << by) | (value >>> (32 - by))),
    ror: (L) => shift(L, (value, by) => (value << (32 - by)) | (value >>> by)),
    bswap: (L) => result(L, swapped(argument(L, 1))),
    tohex,
  })
  L.global.globals.set('bit', library)
}

/** An argument as 32 bits: halves go to the even integer, what is too large loses its high bits. */
function argument(L: LuaState, index: number): number {
  const value = lua_tonumber(L, index)
  const whole = value | 0
  if (whole === value && whole !== 0) return whole
  double[0] = value + MAGIC
  const bits = halves[LOW_HALF] as number
  if (bits === 0 && toNumber(valueAt(L, index)) === undefined) luaL_typerror(L, index, 'number')
  return bits
}

function result(L: LuaState, bits: number): number {
  push(L, bits | 0)
  return 1
}

function fold(L: LuaState, join: (a: number, b: number) => number): number {
  let bits = argument(L, 1)
  // From the last to the second: the last one that is no number is the one named in the error.
  for (let index = lua_gettop(L); index > 1; index--) bits = join(bits, argument(L, index))
  return result(L, bits)
}

function shift(L: LuaState, by: (value: number, count: number) => number): number {
  const bits = argument(L, 1)
  return result(L, by(bits, argument(L, 2) & 31))
}

function swapped(bits: number): number {
  return (bits >>> 24) | ((bits >> 8) & 0xff00) | ((bits & 0xff00) << 8) | (bits << 24)
}

/** bit.tohex(value [, digits]): a negative count asks for capitals. */
function tohex(L: LuaState): number {
  const bits = argument(L, 1)
  const count = lua_gettop(L) < 2 ? 8 : argument(L, 2)
  const digits = (bits >>> 0).toString(16).padStart(8, '0')
  const shown = digits.substring(8 - Math.min(Math.abs(count), 8))
  push(L, count < 0 ? shown.toUpperCase() : shown)
  return 1
}
