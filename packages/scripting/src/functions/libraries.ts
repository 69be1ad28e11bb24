import type { Bytes } from '@resident/bytes'
import type { CommandError, ServerPort } from '@resident/commands'
import { err } from '../errors.ts'
import type { Interpreter } from '../interpreter.ts'
import type { ScriptRandom } from '../lua/index.ts'
import type { Library, LibraryFunction } from './library.ts'
import { LibraryLoader } from './library-loader.ts'

const functionExists = (name: string): CommandError => err(`Function ${name} already exists`)

/** The libraries of functions, and the Lua state that they live in. */
export class Libraries {
  readonly #loader: LibraryLoader
  readonly #random: ScriptRandom
  #byName = new Map<Bytes, Library>()
  /** Functions by name in lower case: FCALL ignores case, so names may not differ by case alone. */
  #functions = new Map<string, LibraryFunction>()

  constructor(server: ServerPort, random: ScriptRandom) {
    this.#random = random
    this.#loader = new LibraryLoader(server, random)
  }

  get interpreter(): Interpreter {
    return this.#loader.interpreter
  }

  /** In the order in which they were loaded. */
  get all(): Iterable<Library> {
    return this.#byName.values()
  }

  get size(): number {
    return this.#byName.size
  }

  get functionCount(): number {
    return this.#functions.size
  }

  find(name: Bytes): LibraryFunction | undefined {
    return this.#functions.get(name) ?? this.#functions.get(name.toLowerCase())
  }

  /** Loads a library from its source; returns its name. If that fails, throws a CommandError and changes nothing. */
  load(source: Bytes, replace: boolean): Bytes {
    const library = this.#loader.load(source, (name) => {
      if (this.#byName.has(name) && !replace) throw err(`Library '${name}' already exists`)
    })
    if (library.functions.size === 0) throw err('No functions registered')
    const old = this.#byName.get(library.name)
    if (old !== undefined) this.#unlink(old)
    const taken = this.#collision(library)
    if (taken !== undefined) {
      if (old !== undefined) this.#link(old)
      throw functionExists(taken)
    }
    this.#link(library)
    return library.name
  }

  delete(name: Bytes): void {
    const library = this.#byName.get(name)
    if (library === undefined) throw err('Library not found')
    this.#unlink(library)
  }

  flush(): void {
    this.#byName.clear()
    this.#functions.clear()
  }

  /** Loads all of these libraries or, throwing a CommandError, none; `policy` says what becomes of those that exist. */
  restore(sources: readonly Bytes[], policy: 'flush' | 'append' | 'replace'): void {
    const incoming = new Libraries(this.interpreter.server, this.#random)
    for (const source of sources) incoming.load(source, false)
    if (policy !== 'flush') this.#checkJoin(incoming, policy === 'replace')
    else this.flush()
    // Compiled a second time, into this state; that cannot fail, since it has just succeeded.
    for (const source of sources) this.load(source, true)
  }

  #checkJoin(incoming: Libraries, replace: boolean): void {
    for (const { name } of incoming.all) {
      if (this.#byName.has(name) && !replace) throw err(`Library ${name} already exists`)
    }
    for (const [key, { name }] of incoming.#functions) {
      const library = this.#owner(key)
      if (library !== undefined && !incoming.#byName.has(library.name)) throw functionExists(name)
    }
  }

  #owner(key: string): Library | undefined {
    const found = this.#functions.get(key)
    if (found === undefined) return undefined
    for (const library of this.#byName.values()) {
      if (library.functions.get(found.name) === found) return library
    }
    return undefined
  }

  /** The name of a function of the library that is already in use. */
  #collision({ functions }: Library): Bytes | undefined {
    for (const name of functions.keys()) if (this.#functions.has(name.toLowerCase())) return name
    return undefined
  }

  #link(library: Library): void {
    this.#byName.set(library.name, library)
    for (const each of library.functions.values()) {
      const key = each.name.toLowerCase()
      if (!this.#functions.has(key)) this.#functions.set(key, each)
    }
  }

  #unlink(library: Library): void {
    this.#byName.delete(library.name)
    for (const name of library.functions.keys()) this.#functions.delete(name.toLowerCase())
  }
}
