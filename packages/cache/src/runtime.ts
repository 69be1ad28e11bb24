import type { Resident } from '@resident/embedded'
import { Choice } from './connect/choose.ts'
import { openEmbedded } from './connect/embedded.ts'
import { Link, type Wire } from './connect/link.ts'
import { openReal } from './connect/real.ts'
import type { CacheSettings } from './connect/settings.ts'
import type { Declaration } from './declarations.ts'
import { CacheError } from './errors.ts'
import { shared } from './shared.ts'

/** The connections of a process, or of one test; a cluster's connection is opened by its first use. */
export class Runtime {
  readonly #settings: CacheSettings
  readonly #adopt: (server: Resident) => void
  readonly #links = new Map<string, Link | Promise<Link>>()
  readonly #servers: Resident[] = []
  #choice: Promise<Choice> | undefined
  #closed = false

  /** `adopt` is called with each embedded server that starts, before it is used. */
  constructor(settings: CacheSettings, adopt: (server: Resident) => void = () => {}) {
    this.#settings = settings
    this.#adopt = adopt
  }

  /** Whether a connection has been opened, or is being opened. */
  get isInUse(): boolean {
    return this.#links.size > 0
  }

  get isClosed(): boolean {
    return this.#closed
  }

  get servers(): readonly Resident[] {
    return this.#servers
  }

  /** The cluster's link; a promise while it is being opened, which rejects with a CacheError. */
  link(declaration: Declaration): Link | Promise<Link> {
    if (this.#closed) {
      const why = 'the caches have been closed; configureCaches() opens them again'
      return Promise.reject(new CacheError('CLOSED', why))
    }
    return this.#links.get(declaration.name) ?? this.#open(declaration)
  }

  /** Empties the embedded servers. */
  async flush(): Promise<void> {
    const links = await Promise.all(this.#links.values())
    await Promise.all(
      links.map(({ wire }) => ('server' in wire ? wire.clients[0].flushall() : null)),
    )
  }

  /** Waits for operations in progress, then ends all connections and embedded servers. */
  async close(): Promise<void> {
    this.#closed = true
    const links = await Promise.allSettled(this.#links.values())
    await Promise.all(
      links.map((link) => (link.status === 'fulfilled' ? link.value.close() : null)),
    )
  }

  #open(declaration: Declaration): Promise<Link> {
    const { name } = declaration
    const opening = this.#wire(declaration).then((wire) => new Link(wire))
    this.#links.set(name, opening)
    opening.then(
      (link) => this.#links.set(name, link),
      // The next use tries again, so that a corrected configuration needs no restart.
      () => this.#links.delete(name),
    )
    return opening
  }

  async #wire(declaration: Declaration): Promise<Wire> {
    const choice = await this.#chosen()
    const target = choice.targetOf(declaration.name)
    if (target.place.kind !== 'embedded') return openReal(declaration.name, target)
    const { name, evictionPolicy } = declaration
    const wire = await openEmbedded(target, evictionPolicy, choice.transport).catch((cause) => {
      const reason = `the embedded server of the cluster '${name}' does not start: ${cause.message}`
      throw new CacheError('UNAVAILABLE', reason, { cause })
    })
    this.#servers.push(wire.server)
    this.#adopt(wire.server)
    return wire
  }

  #chosen(): Promise<Choice> {
    this.#choice ??= Choice.from(this.#settings, process.env, process.cwd()).catch((error) => {
      this.#choice = undefined
      throw error
    })
    return this.#choice
  }
}

/** The runtime of the current test, or else that of the process. */
export function currentRuntime(): Runtime {
  const scoped = shared.scoped?.()
  if (scoped !== undefined) return scoped
  shared.runtime ??= new Runtime({})
  return shared.runtime
}

/**
 * Says where clusters are. To be called before the first one is used, or after `closeCaches`. These settings take precedence
 * over the environment and files. Throws a CacheError CONFIG if a cluster is already connected.
 */
export function configureCaches(settings: CacheSettings = {}): void {
  const { runtime } = shared
  if (runtime?.isInUse === true && !runtime.isClosed) {
    throw new CacheError(
      'CONFIG',
      'caches are in use already: configure them before their first use, or after closeCaches()',
    )
  }
  shared.runtime = new Runtime(settings)
}

/**
 * Closes all caches gracefully: operations in progress are finished, then connections and embedded servers end. Operations
 * called from now on reject with CLOSED, until `configureCaches`. A load of `getOrSet` is awaited no longer than an operation
 * may take (`command_timeout_ms`).
 */
export async function closeCaches(): Promise<void> {
  shared.runtime ??= new Runtime({})
  await shared.runtime.close()
}
