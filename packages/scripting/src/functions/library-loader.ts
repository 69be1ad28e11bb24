import type { Bytes } from '@resident/bytes'
import type { ServerPort } from '@resident/commands'
import { functionNotCompiled, notRegistered } from '../errors.ts'
import { closeGlobals, openRedis } from '../globals.ts'
import { Interpreter } from '../interpreter.ts'
import {
  LUA_GLOBALSINDEX,
  LUA_OK,
  lua_enablereadonlytable,
  lua_newtable,
  lua_pop,
  lua_pushglobaltable,
  lua_replace,
  lua_setfield,
  lua_setmetatable,
  lua_settop,
  lua_tobytes,
  luaL_loadbuffer,
  type ScriptRandom,
  WatchedRun,
} from '../lua/index.ts'
import { cString, raise } from '../redis/error.ts'
import { logFields } from '../redis/log.ts'
import { protectTables, refuseUnknownFields } from '../redis/protection.ts'
import { setFields, VERSION_FIELDS } from '../redis/table.ts'
import { Registry } from '../registry.ts'
import { errorReport } from '../reply/error-report.ts'
import type { Library } from './library.ts'
import { readMetadata } from './metadata.ts'
import { functionRegistrar } from './register-function.ts'

/** How long a library's code may run when it is loaded, in milliseconds; it is asked after so many back jumps and calls. */
const LONGEST_LOAD = 500
const INTERVAL = 1000

/**
 * Turns a library's source into its functions.
 *
 * What a library sees as globals is an empty table whose metatable says where to look: while it is loaded, in a table
 * with nothing but what is needed to register functions; when its functions run, in the globals.
 */
export class LibraryLoader {
  readonly interpreter: Interpreter
  readonly registry: Registry
  #loading: Library | undefined
  /** In the registry: the metatable, and what its `__index` may be. */
  readonly #metatable: number
  readonly #libraryGlobals: number
  readonly #functionGlobals: number

  constructor(server: ServerPort, random: ScriptRandom) {
    this.interpreter = new Interpreter(server, random)
    const { L } = this.interpreter
    this.registry = new Registry(L)
    openRedis(this.interpreter)
    this.#libraryGlobals = this.#makeLibraryGlobals()
    closeGlobals(this.interpreter)
    lua_pushglobaltable(L)
    this.#functionGlobals = this.registry.keep(L)
    this.#metatable = this.#replaceGlobals()
    this.#lookIn(this.#functionGlobals)
  }

  /** Loads a library. `check` is asked about its name before any of its code runs. */
  load(source: Bytes, check: (name: Bytes) => void): Library {
    const { name, code } = readMetadata(source)
    check(name)
    const library: Library = { name, code: source, functions: new Map() }
    this.#loading = library
    this.#lookIn(this.#libraryGlobals)
    try {
      this.#runCode(code)
    } catch (thrown) {
      for (const { ref } of library.functions.values()) this.registry.release(ref)
      throw thrown
    } finally {
      this.#lookIn(this.#functionGlobals)
      this.#loading = undefined
      lua_settop(this.interpreter.L, 0)
    }
    return library
  }

  #runCode(code: Bytes): void {
    const { L } = this.interpreter
    if (luaL_loadbuffer(L, code, '@user_function') !== LUA_OK) {
      throw functionNotCompiled(cString(lua_tobytes(L, -1)!))
    }
    const { clock } = this.interpreter.server
    const deadline = clock.elapsed() + LONGEST_LOAD
    const call = { nargs: 0, nresults: 0, handler: 0 }
    const run = new WatchedRun(L, call, INTERVAL, () => {
      return clock.elapsed() > deadline ? raise(L, 'FUNCTION LOAD timeout') : false
    })
    if (run.start() !== LUA_OK) throw notRegistered(errorReport(L).line)
  }

  /** `{redis={register_function=…, log=…}}`, in which nothing else may be looked for. */
  #makeLibraryGlobals(): number {
    const { L } = this.interpreter
    lua_newtable(L)
    lua_newtable(L)
    const registrar = functionRegistrar(this.registry, () => this.#loading!)
    const log = logFields(this.interpreter.server)
    setFields(L, { register_function: registrar, ...log, ...VERSION_FIELDS })
    refuseUnknownFields(L)
    lua_setfield(L, -2, 'redis')
    refuseUnknownFields(L)
    protectTables(L)
    return this.registry.keep(L)
  }

  /** Makes an empty readonly table the globals of what is loaded from here on; gives its metatable. */
  #replaceGlobals(): number {
    const { L } = this.interpreter
    lua_newtable(L)
    lua_newtable(L)
    const metatable = this.registry.keep(L)
    this.registry.push(metatable)
    lua_setmetatable(L, -2)
    lua_enablereadonlytable(L, -1, true)
    lua_replace(L, LUA_GLOBALSINDEX)
    return metatable
  }

  #lookIn(globals: number): void {
    const { L } = this.interpreter
    this.registry.push(this.#metatable)
    lua_enablereadonlytable(L, -1, false)
    this.registry.push(globals)
    lua_setfield(L, -2, '__index')
    lua_enablereadonlytable(L, -1, true)
    lua_pop(L, 1)
  }
}
