import { baseFunctions, ipairs, ipairsIterator, next, pairs } from './library/base.ts'
import { coroutineFunctions } from './library/coroutine.ts'
import { mathFunctions } from './library/math.ts'
import { stringFunctions } from './library/string.ts'
import { tableFunctions } from './library/table.ts'
import { ScriptRandom } from './random.ts'
import { LuaGlobal, LuaState } from './state.ts'
import { LuaTable } from './table.ts'
import { NativeClosure, type NativeFunction } from './value.ts'

/**
 * A new state whose globals are what Redis leaves of Lua's own library.
 *
 * Its table `debug` is empty, and must be removed when everything else has been added: as in Redis, it keeps a place until then,
 * because `pairs(_G)` shows in which order globals were added, and how large each table was made. Redis has one source of
 * `math.random` for all its states: pass the same one to each.
 */
export function newState(random: ScriptRandom = new ScriptRandom()): LuaState {
  const L = new LuaState(new LuaGlobal(random), true)
  const { globals } = L.global
  openBase(globals)
  libraries ??= makeLibraries()
  for (const [name, table] of Object.entries(libraries)) globals.set(name, table)
  globals.set('debug', new LuaTable())
  const metatable = new LuaTable(0, 1)
  metatable.set('__index', libraries.string)
  metatable.readonly = true
  L.global.stringMetatable = metatable
  return L
}

/** Shared by all states of the process, since no script can change them. Made when first needed: most programs run no script. */
let libraries: ReturnType<typeof makeLibraries> | undefined

function makeLibraries() {
  return {
    coroutine: library(coroutineFunctions),
    table: library(tableFunctions),
    string: library(stringFunctions),
    math: mathLibrary(),
  }
}

function openBase(globals: LuaTable): void {
  globals.set('_G', globals)
  for (const name of BASE_NAMES) {
    const run = baseFunctions[name]
    if (run === undefined) globals.claim(name)
    else globals.set(name, new NativeClosure(run))
  }
  globals.set('_VERSION', 'Lua 5.1')
  globals.set('ipairs', new NativeClosure(ipairs, [ipairsIterator]))
  globals.set('pairs', new NativeClosure(pairs, [new NativeClosure(next)]))
  globals.claim('newproxy')
}

/**
 * Lua's basic functions in its own order. Those that Redis does not admit leave their places in the table:
 * the order of the globals shows it.
 */
const BASE_NAMES: readonly string[] =
  'assert collectgarbage dofile error gcinfo getfenv getmetatable loadfile load loadstring next pcall print rawequal rawget rawset select setfenv setmetatable tonumber tostring type unpack xpcall'.split(
    ' ',
  )

/** A table of functions, made in its final size; scripts can only read it. */
function library(functions: Readonly<Record<string, NativeFunction>>): LuaTable {
  const entries = Object.entries(functions)
  const table = new LuaTable(0, entries.length)
  for (const [name, run] of entries) table.set(name, new NativeClosure(run))
  table.readonly = true
  return table
}

function mathLibrary(): LuaTable {
  const table = library(mathFunctions)
  table.set('pi', Math.PI)
  table.set('huge', Number.POSITIVE_INFINITY)
  // Lua 5.0's name for fmod.
  table.set('mod', table.getString('fmod'))
  return table
}
