import {
  LUA_GLOBALSINDEX,
  lua_createtable,
  lua_newstate,
  lua_pushcclosure,
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
import { NativeClosure, type NativeFunction } from './value.ts'

/**
 * A new state whose globals are what Redis leaves of Lua's own library.
 *
 * `pairs(_G)` shows in which order they came, and how large each table was made. Redis has one source
 * of `math.random` for all its states: hand the same one to each.
 */
export function newState(random: ScriptRandom = new ScriptRandom()): LuaState {
  const L = lua_newstate(random)
  openBase(L)
  openLibrary(L, 'coroutine', coroutineFunctions)
  openLibrary(L, 'table', tableFunctions)
  openLibrary(L, 'string', stringFunctions)
  shareStringMethods(L)
  openLibrary(L, 'math', mathFunctions)
  return L
}

function openBase(L: LuaState): void {
  lua_pushvalue(L, LUA_GLOBALSINDEX)
  lua_setglobal(L, '_G')
  for (const [name, run] of Object.entries(baseFunctions)) {
    lua_pushcfunction(L, run)
    lua_setglobal(L, name)
  }
  push(L, 'Lua 5.1')
  lua_setglobal(L, '_VERSION')
  push(L, ipairsIterator)
  lua_pushcclosure(L, ipairs, 1)
  lua_setglobal(L, 'ipairs')
  push(L, new NativeClosure(next, []))
  lua_pushcclosure(L, pairs, 1)
  lua_setglobal(L, 'pairs')
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
