import { lua_gettop, push } from '../api.ts'
import { power } from '../arithmetic.ts'
import { luaL_argcheck, luaL_checkint, luaL_checknumber, luaL_error } from '../auxiliary.ts'
import { isNegativeNaN, nan, nanOf } from '../nan.ts'
import type { LuaState } from '../state.ts'
import type { NativeFunction } from '../value.ts'

const RADIANS_PER_DEGREE = Math.PI / 180

/** A function of one number. Outside its domain it gives NaN, in most cases a negative one. */
const unary =
  (compute: (x: number) => number, isNegative = true): NativeFunction =>
  (L) => {
    const x = luaL_checknumber(L, 1)
    const result = compute(x)
    push(L, Number.isNaN(result) ? nan(Number.isNaN(x) ? isNegativeNaN(x) : isNegative) : result)
    return 1
  }

/** A function of two numbers. */
const binary =
  (compute: (x: number, y: number) => number): NativeFunction =>
  (L) => {
    // C compilers evaluate the last argument first, so of two wrong ones the last is named.
    const y = luaL_checknumber(L, 2)
    const x = luaL_checknumber(L, 1)
    const result = compute(x, y)
    push(L, Number.isNaN(result) ? nanOf(x, y) : result)
    return 1
  }

export const mathFunctions: Readonly<Record<string, NativeFunction>> = {
  abs,
  acos: unary(Math.acos, false),
  asin: unary(Math.asin, false),
  atan2: binary(Math.atan2),
  atan: unary(Math.atan),
  ceil: unary(Math.ceil),
  cosh: unary(Math.cosh),
  cos: unary(Math.cos),
  deg: unary((x) => x / RADIANS_PER_DEGREE),
  exp: unary(Math.exp),
  floor: unary(Math.floor),
  fmod: binary((x, y) => x % y),
  frexp,
  ldexp,
  log10: unary(Math.log10, false),
  log: unary(Math.log),
  max: (L) => extreme(L, (a, b) => a > b),
  min: (L) => extreme(L, (a, b) => a < b),
  modf,
  pow: binary(power),
  rad: unary((x) => x * RADIANS_PER_DEGREE),
  random,
  randomseed,
  sinh: unary(Math.sinh),
  sin: unary(Math.sin),
  sqrt: unary(Math.sqrt),
  tanh: unary(Math.tanh),
  tan: unary(Math.tan),
}

/** Takes the sign from NaN too. */
function abs(L: LuaState): number {
  const x = luaL_checknumber(L, 1)
  push(L, Number.isNaN(x) ? nan(false) : Math.abs(x))
  return 1
}

function extreme(L: LuaState, isBetter: (a: number, b: number) => boolean): number {
  const count = lua_gettop(L)
  let best = luaL_checknumber(L, 1)
  for (let i = 2; i <= count; i++) {
    const value = luaL_checknumber(L, i)
    if (isBetter(value, best)) best = value
  }
  push(L, best)
  return 1
}

/** The mantissa, at least one half and less than one, and the exponent. */
function frexp(L: LuaState): number {
  const x = luaL_checknumber(L, 1)
  let exponent = 0
  let mantissa = x
  if (x !== 0 && Number.isFinite(x)) {
    exponent = Math.max(-1023, Math.floor(Math.log2(Math.abs(x))) + 1)
    mantissa = ldexpOf(x, -exponent)
    // The logarithm is rounded, and says nothing of the smallest numbers.
    for (; Math.abs(mantissa) >= 1; exponent++) mantissa /= 2
    for (; Math.abs(mantissa) < 0.5; exponent--) mantissa *= 2
  }
  push(L, mantissa)
  push(L, exponent)
  return 2
}

function ldexp(L: LuaState): number {
  const exponent = luaL_checkint(L, 2)
  push(L, ldexpOf(luaL_checknumber(L, 1), exponent))
  return 1
}

/** x * 2^exponent; in steps, since the power alone may not fit a double. */
function ldexpOf(x: number, exponent: number): number {
  const most = 1000
  let result = x
  let left = Math.min(Math.max(exponent, -2200), 2200)
  for (; left > most; left -= most) result *= 2 ** most
  if (left >= -most) return result * 2 ** left
  // Only the last step may lose bits.
  for (; left < -most; left += most / 2) result *= 2 ** (-most / 2)
  return result * 2 ** left
}

/** The whole part and the fraction, both with the sign of the number. */
function modf(L: LuaState): number {
  const x = luaL_checknumber(L, 1)
  const whole = Math.trunc(x)
  push(L, whole)
  push(L, Number.isFinite(x) ? signed(x - whole, x) : Number.isNaN(x) ? x : signed(0, x))
  return 2
}

function signed(size: number, sign: number): number {
  return size === 0 && (sign < 0 || Object.is(sign, -0)) ? -0 : size
}

/** Redis's own, so that scripts draw the same numbers everywhere. */
function random(L: LuaState): number {
  const r = L.global.random.next()
  switch (lua_gettop(L)) {
    case 0:
      push(L, r)
      break
    case 1: {
      const most = luaL_checkint(L, 1)
      luaL_argcheck(L, most >= 1, 1, 'interval is empty')
      push(L, Math.floor(r * most) + 1)
      break
    }
    case 2: {
      const least = luaL_checkint(L, 1)
      const most = luaL_checkint(L, 2)
      luaL_argcheck(L, least <= most, 2, 'interval is empty')
      push(L, Math.floor(r * ((most - least + 1) | 0)) + least)
      break
    }
    default:
      return luaL_error(L, 'wrong number of arguments')
  }
  return 1
}

function randomseed(L: LuaState): number {
  L.global.random.seed(luaL_checkint(L, 1))
  return 0
}
