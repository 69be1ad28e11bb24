import {
  LUA_GLOBALSINDEX,
  lua_createtable,
  lua_newstate,
  lua_pushcfunction,
  lua_pushvalue,
  lua_setfield,
  lua_setglobal,
  push,
} from './api.ts'
import { baseFunctions, ipairs, ipairsIterator, next, pairs } from './library/base.ts'
import { coroutineFunctions } from './library/coroutine.ts'
import { mathFunctions, setMathConstants } from './library/math.ts'
import { stringFunctions } from './library/string.ts'
import { tableFunctions } from './library/table.ts'
import { ScriptRandom } from './random.ts'
import type { LuaState } from './state.ts'
import { LuaTable } from './table.ts'
import { type LuaValue, NativeClosure, type NativeFunction } from './value.ts'

/**
 * A new state whose globals are what Redis leaves of Lua's own library.
 *
 * Its table `debug` is empty, and is to be taken away when all else is there: as in Redis, it holds a
 * place until then. For `pairs(_G)` shows in which order they came, and how large each table was made. Redis has one source of
 * `math.random` for all its states: hand the same one to each.
 */
export function newState(random: ScriptRandom = new ScriptRandom()): LuaState {
  const L = lua_newstate(random)
  openBase(L)
  openLibrary(L, 'coroutine', coroutineFunctions)
  openLibrary(L, 'table', tableFunctions)
  openLibrary(L, 'string', stringFunctions)
  shareStringMethods(L)
  openLibrary(L, 'math', mathFunctions)
  setGlobal(L, 'debug', new LuaTable())
  return L
}

function openBase(L: LuaState): void {
  lua_pushvalue(L, LUA_GLOBALSINDEX)
  lua_setglobal(L, '_G')
  for (const name of BASE_NAMES) {
    const run = baseFunctions[name]
    if (run === undefined) L.global.globals.claim(name)
    else setGlobal(L, name, new NativeClosure(run, []))
  }
  setGlobal(L, '_VERSION', 'Lua 5.1')
  setGlobal(L, 'ipairs', new NativeClosure(ipairs, [ipairsIterator]))
  setGlobal(L, 'pairs', new NativeClosure(pairs, [new NativeClosure(next, [])]))
  L.global.globals.claim('newproxy')
}

/**
 * Lua's basic functions in its own order. Those that Redis does not let in leave their names behind:
 * the order of the globals shows it.
 */
const BASE_NAMES: readonly string[] =
  'assert collectgarbage dofile error gcinfo getfenv getmetatable loadfile load loadstring next pcall print rawequal rawget rawset select setfenv setmetatable tonumber tostring type unpack xpcall'.split(
    ' ',
  )

function setGlobal(L: LuaState, name: string, value: LuaValue): void {
  push(L, value)
  lua_setglobal(L, name)
}

function openLibrary(
  L: LuaState,
  name: string,
  functions: Readonly<Record<string, NativeFunction>>,
): void {
  const entries = Object.entries(functions)
  lua_createtable(L, 0, entries.length)
  for (const [field, run] of entries) {
    lua_pushcfunction(L, run)
    lua_setfield(L, -2, field)
  }
  if (name === 'math') setMathConstants(L)
  lua_setglobal(L, name)
}

function shareStringMethods(L: LuaState): void {
  const metatable = new LuaTable(0, 1)
  metatable.set('__index', L.global.globals.getString('string'))
  metatable.readonly = true
  L.global.stringMetatable = metatable
}
