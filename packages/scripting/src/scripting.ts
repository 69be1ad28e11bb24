import type { Bytes } from '@resident/bytes'
import type { Client, ServerPort } from '@resident/commands'
import { Libraries } from './functions/libraries.ts'
import { ScriptRandom } from './lua/index.ts'
import type { Run } from './run.ts'
import { Scripts } from './scripts.ts'

/**
 * What a server has of scripting. Both Lua states are made when they are first needed: most servers that a test starts
 * need none.
 */
export class Scripting {
  readonly #server: ServerPort
  #scripts: Scripts | undefined
  #libraries: Libraries | undefined
  readonly #debugged = new WeakSet<Client>()
  /** Redis has one source of math.random for all its states, and none begins it anew. */
  readonly #random = new ScriptRandom()

  constructor(server: ServerPort) {
    this.#server = server
  }

  get scripts(): Scripts {
    this.#scripts ??= new Scripts(this.#server, this.#random)
    return this.#scripts
  }

  get libraries(): Libraries {
    this.#libraries ??= new Libraries(this.#server, this.#random)
    return this.#libraries
  }

  /** The script or function that runs now, if one does. */
  get running(): Run | undefined {
    return this.#scripts?.interpreter.run ?? this.#libraries?.interpreter.run
  }

  /** The source of each library, in the order of their loading. */
  get sources(): readonly Bytes[] {
    return this.#libraries === undefined
      ? []
      : Array.from(this.#libraries.all, (library) => library.code)
  }

  /** How many there are of each; makes nothing. */
  get counts(): {
    readonly scripts: number
    readonly libraries: number
    readonly functions: number
  } {
    return {
      scripts: this.#scripts?.size ?? 0,
      libraries: this.#libraries?.size ?? 0,
      functions: this.#libraries?.functionCount ?? 0,
    }
  }

  /** The client asks to debug its scripts, or no longer. */
  debug(client: Client, on: boolean): void {
    if (on) this.#debugged.add(client)
    else this.#debugged.delete(client)
  }

  isDebugged(client: Client): boolean {
    return this.#debugged.has(client)
  }

  /** Forgets all scripts, and what they have left in their Lua state. */
  flushScripts(): void {
    this.#scripts = undefined
  }
}

const byServer = new WeakMap<ServerPort, Scripting>()

/** A server's scripting; made at the first call. */
export function scriptingOf(server: ServerPort): Scripting {
  let scripting = byServer.get(server)
  if (scripting === undefined) {
    scripting = new Scripting(server)
    byServer.set(server, scripting)
  }
  return scripting
}
