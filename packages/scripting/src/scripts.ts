import type { Bytes } from '@resident/bytes'
import type { ServerPort } from '@resident/commands'
import { notCompiled } from './errors.ts'
import { closeGlobals, openRedis } from './globals.ts'
import { Interpreter } from './interpreter.ts'
import {
  LUA_OK,
  lua_getglobal,
  lua_pop,
  lua_pushcfunction,
  lua_setglobal,
  lua_tobytes,
  luaL_loadbuffer,
  type ScriptRandom,
} from './lua/index.ts'
import { cString } from './redis/error.ts'
import { errorHandler } from './redis/error-handler.ts'
import { breakpoint, debug, replicateCommands } from './redis/settings.ts'
import { sha1Hex } from './redis/sha1.ts'
import { setFields } from './redis/table.ts'
import { Registry } from './registry.ts'
import { readShebang } from './shebang.ts'

/** A compiled script. */
export interface Script {
  readonly sha: Bytes
  /** Bits of `Flag`. */
  readonly flags: number
  /** Its function's number in the registry. */
  readonly ref: number
}

/** The scripts that EVAL has run and SCRIPT LOAD has loaded, compiled, and the Lua state that they are in. */
export class Scripts {
  readonly interpreter: Interpreter
  readonly registry: Registry
  readonly #server: ServerPort
  readonly #bySha = new Map<Bytes, Script>()
  /** Spares EVAL a hash at every call. */
  readonly #bySource = new Map<Bytes, Script>()

  constructor(server: ServerPort, random: ScriptRandom) {
    this.#server = server
    this.interpreter = new Interpreter(server, random)
    this.registry = new Registry(this.interpreter.L)
    openWorld(this.interpreter)
  }

  get size(): number {
    return this.#bySha.size
  }

  /** By its SHA-1, in hexadecimal digits of either case. */
  find(sha: Bytes): Script | undefined {
    return this.#bySha.get(sha) ?? this.#bySha.get(sha.toLowerCase() as Bytes)
  }

  /** The script of this text, compiled if it was not. Throws a CommandError where that fails. */
  load(source: Bytes): Script {
    const known = this.#bySource.get(source)
    if (known !== undefined) return known
    const { flags, code } = readShebang(source)
    const { L } = this.interpreter
    if (luaL_loadbuffer(L, code, '@user_script') !== LUA_OK) {
      const fault = cString(lua_tobytes(L, -1)!)
      lua_pop(L, 1)
      throw notCompiled(fault)
    }
    const script = { sha: sha1Hex(this.#server, source), flags, ref: this.registry.keep(L) }
    this.#bySource.set(source, script)
    this.#bySha.set(script.sha, script)
    return script
  }
}

/** What scripts see. */
function openWorld(interpreter: Interpreter): void {
  const { L } = interpreter
  openRedis(interpreter)
  lua_getglobal(L, 'redis')
  setFields(L, { breakpoint, debug, replicate_commands: replicateCommands })
  lua_pop(L, 1)
  lua_pushcfunction(L, errorHandler)
  lua_setglobal(L, '__redis__err__handler')
  closeGlobals(interpreter)
}
