import {
  cString,
  type LuaFunction,
  type LuaState,
  lua_gettop,
  luaL_argerror,
  luaL_checkbytes,
  luaL_checkint,
  push,
  valueAt,
} from '../../lua/index.ts'

const INT_MAX = 2147483647

/** The settings of a table of functions: `cjson`, or one that `cjson.new` made. They outlive the script. */
export interface Settings {
  /** Whether an excessively sparse array becomes an object; otherwise it is an error. */
  sparseConvert: boolean
  /** How many times longer than its number of elements an array may be; 0 for no limit. */
  sparseRatio: number
  /** The length up to which an array may be sparse without limit. */
  sparseSafe: number
  encodeMaxDepth: number
  decodeMaxDepth: number
  /** Digits of a number, as in printf's %.14g. */
  numberPrecision: number
  /** Has no effect; it can only be read back. */
  keepBuffer: number
  /** What NaN and the infinities become: an error, themselves, or null. */
  encodeInvalid: number
  decodeInvalid: number
}

export const REFUSED = 0
export const WRITTEN = 1

export function defaultSettings(): Settings {
  return {
    sparseConvert: false,
    sparseRatio: 2,
    sparseSafe: 10,
    encodeMaxDepth: 1000,
    decodeMaxDepth: 1000,
    numberPrecision: 14,
    keepBuffer: 1,
    encodeInvalid: REFUSED,
    decodeInvalid: 1,
  }
}

const SWITCH = ['off', 'on']
const INVALID_NUMBERS = ['off', 'on', 'null']

/** The functions that read and change the settings, in the order in which the table gets them. */
export function settingFunctions(settings: Settings): Record<string, LuaFunction> {
  return {
    encode_sparse_array(L) {
      takeArguments(L, 3)
      settings.sparseConvert = choice(L, Number(settings.sparseConvert), SWITCH) === 1
      settings.sparseRatio = integer(L, 2, settings.sparseRatio, 0, INT_MAX)
      settings.sparseSafe = integer(L, 3, settings.sparseSafe, 0, INT_MAX)
      return 3
    },
    encode_max_depth(L) {
      takeArguments(L, 1)
      settings.encodeMaxDepth = integer(L, 1, settings.encodeMaxDepth, 1, INT_MAX)
      return 1
    },
    decode_max_depth(L) {
      takeArguments(L, 1)
      settings.decodeMaxDepth = integer(L, 1, settings.decodeMaxDepth, 1, INT_MAX)
      return 1
    },
    encode_number_precision(L) {
      takeArguments(L, 1)
      settings.numberPrecision = integer(L, 1, settings.numberPrecision, 1, 14)
      return 1
    },
    encode_keep_buffer(L) {
      takeArguments(L, 1)
      settings.keepBuffer = choice(L, settings.keepBuffer, SWITCH)
      return 1
    },
    encode_invalid_numbers(L) {
      takeArguments(L, 1)
      settings.encodeInvalid = choice(L, settings.encodeInvalid, INVALID_NUMBERS)
      return 1
    },
    decode_invalid_numbers(L) {
      takeArguments(L, 1)
      settings.decodeInvalid = choice(L, settings.decodeInvalid, SWITCH)
      return 1
    },
  }
}

function takeArguments(L: LuaState, most: number): void {
  if (lua_gettop(L) > most) luaL_argerror(L, most + 1, 'found too many arguments')
  while (lua_gettop(L) < most) push(L, undefined)
}

/** Reads an argument where there is one, and pushes what the setting is now. */
function integer(L: LuaState, index: number, before: number, min: number, max: number): number {
  const value = valueAt(L, index) === undefined ? before : luaL_checkint(L, index)
  // cjson names the first argument, whichever it is.
  if (value < min || value > max) luaL_argerror(L, 1, `expected integer between ${min} and ${max}`)
  push(L, value)
  return value
}

/** The same for the first argument, which is a boolean or one of the words; 0 is false and 1 is true. */
function choice(L: LuaState, before: number, words: readonly string[]): number {
  const value = valueAt(L, 1) === undefined ? before : chosen(L, words)
  if (value < 2) push(L, value === 1)
  else push(L, words[value] as string)
  return value
}

function chosen(L: LuaState, words: readonly string[]): number {
  const given = valueAt(L, 1)
  if (typeof given === 'boolean') return given ? 1 : 0
  const word = cString(luaL_checkbytes(L, 1))
  const value = words.indexOf(word)
  return value === -1 ? luaL_argerror(L, 1, `invalid option '${word}'`) : value
}
