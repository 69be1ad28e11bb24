import type { Bytes } from '@resident/bytes'
import type { ServerPort } from '@resident/commands'
import { CompiledChunks } from './compiled-chunks.ts'
import { err } from './errors.ts'
import { closeGlobals, openRedis } from './globals.ts'
import { Interpreter } from './interpreter.ts'
import {
  cString,
  LUA_OK,
  type LuaClosure,
  type LuaTable,
  NativeClosure,
  type ScriptRandom,
} from './lua/index.ts'
import { errorHandler } from './redis/error-handler.ts'
import { breakpoint, debug, replicateCommands } from './redis/settings.ts'
import { sha1Hex } from './redis/sha1.ts'
import { readShebang } from './shebang.ts'

const CHUNKS = new CompiledChunks('@user_script')

/** A compiled script. */
export interface Script {
  readonly sha: Bytes
  /** Bits of `Flag`. */
  readonly flags: number
  readonly body: LuaClosure
}

/** The scripts that EVAL has run and SCRIPT LOAD has loaded, compiled, and the Lua state that they are in. */
export class Scripts {
  readonly interpreter: Interpreter
  readonly #server: ServerPort
  readonly #bySha = new Map<Bytes, Script>()
  /** Spares EVAL a hash at every call. */
  readonly #bySource = new Map<Bytes, Script>()

  constructor(server: ServerPort, random: ScriptRandom) {
    this.#server = server
    this.interpreter = new Interpreter(server, random)
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
    const status = CHUNKS.load(L, code)
    const result = L.stack[--L.top]
    if (status !== LUA_OK) {
      throw err(`Error compiling script (new function): ${cString(result as string)}`)
    }
    const script = { sha: sha1Hex(this.#server, source), flags, body: result as LuaClosure }
    this.#bySource.set(source, script)
    this.#bySha.set(script.sha, script)
    return script
  }
}

/** What scripts see. */
function openWorld(interpreter: Interpreter): void {
  const { globals } = interpreter.L.global
  openRedis(interpreter)
  const redis = globals.getString('redis') as LuaTable
  redis.set('breakpoint', new NativeClosure(breakpoint))
  redis.set('debug', new NativeClosure(debug))
  redis.set('replicate_commands', new NativeClosure(replicateCommands))
  globals.set('__redis__err__handler', new NativeClosure(errorHandler))
  closeGlobals(interpreter)
}
