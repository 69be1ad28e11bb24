import type { Bytes } from '@resident/bytes'
import type { ServerPort } from '@resident/commands'
import { CompiledChunks } from '../compiled-chunks.ts'
import { err } from '../errors.ts'
import { closeGlobals, openRedis } from '../globals.ts'
import { Interpreter } from '../interpreter.ts'
import {
  cString,
  LUA_OK,
  LuaTable,
  lua_settop,
  type ScriptRandom,
  valueAt,
  WatchedRun,
} from '../lua/index.ts'
import { raise } from '../redis/error.ts'
import { logFields } from '../redis/log.ts'
import { protectTables, refuseUnknownFields } from '../redis/protection.ts'
import { VERSION_FIELDS } from '../redis/table.ts'
import { errorReport } from '../reply/error-report.ts'
import type { Library } from './library.ts'
import { readMetadata } from './metadata.ts'
import { functionRegistrar } from './register-function.ts'

/** How long a library's code may run when it is loaded, in milliseconds; checked after every INTERVAL back jumps and calls. */
const LONGEST_LOAD = 500
const INTERVAL = 1000

const CHUNKS = new CompiledChunks('@user_function')

/**
 * Turns a library's source into its functions.
 *
 * The globals of a library are an empty table whose metatable says where to look them up: while the library is loaded, in a
 * table that has only what is needed to register functions; when its functions run, in the real globals.
 */
export class LibraryLoader {
  readonly interpreter: Interpreter
  #loading: Library | undefined
  /** The metatable of a library's globals, and the two tables that its `__index` may be. */
  readonly #metatable = new LuaTable()
  readonly #libraryGlobals: LuaTable
  readonly #functionGlobals: LuaTable

  constructor(server: ServerPort, random: ScriptRandom) {
    this.interpreter = new Interpreter(server, random)
    const { global } = this.interpreter.L
    openRedis(this.interpreter)
    this.#libraryGlobals = this.#makeLibraryGlobals()
    closeGlobals(this.interpreter)
    this.#functionGlobals = global.globals
    this.#lookIn(this.#functionGlobals)
    this.#metatable.readonly = true
    global.globals = new LuaTable()
    global.globals.metatable = this.#metatable
    global.globals.readonly = true
  }

  /** Loads a library. `check` is called with its name before any of its code runs, and may throw. */
  load(source: Bytes, check: (name: Bytes) => void): Library {
    const { name, code } = readMetadata(source)
    check(name)
    const library: Library = { name, code: source, functions: new Map() }
    this.#loading = library
    this.#lookIn(this.#libraryGlobals)
    try {
      this.#runCode(code)
    } finally {
      this.#lookIn(this.#functionGlobals)
      this.#loading = undefined
      lua_settop(this.interpreter.L, 0)
    }
    return library
  }

  #runCode(code: Bytes): void {
    const { L } = this.interpreter
    if (CHUNKS.load(L, code) !== LUA_OK) {
      throw err(`Error compiling function: ${cString(valueAt(L, -1) as string)}`)
    }
    const { clock } = this.interpreter.server
    const deadline = clock.elapsed() + LONGEST_LOAD
    const call = { nargs: 0, nresults: 0, handler: 0 }
    const run = new WatchedRun(L, call, INTERVAL, () => {
      return clock.elapsed() > deadline ? raise('FUNCTION LOAD timeout') : false
    })
    if (run.start() !== LUA_OK) {
      throw err(`Error registering functions: ${errorReport(L, valueAt(L, -1)).line}`)
    }
  }

  /** `{redis={register_function=…, log=…}}`; looking up anything else in it is an error. */
  #makeLibraryGlobals(): LuaTable {
    const redis = LuaTable.of({
      register_function: functionRegistrar(() => this.#loading),
      ...logFields(this.interpreter.server),
      ...VERSION_FIELDS,
    })
    refuseUnknownFields(redis)
    const globals = LuaTable.of({ redis })
    refuseUnknownFields(globals)
    protectTables(globals)
    return globals
  }

  #lookIn(globals: LuaTable): void {
    this.#metatable.set('__index', globals)
  }
}
