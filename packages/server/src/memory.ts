import { type Databases, Eviction } from '@resident/keyspace'
import type { ClientEviction } from './client-eviction.ts'
import type { Config } from './config.ts'
import type { Server } from './server.ts'
import { nextTurn } from './timers.ts'

/** What redis-server 7.0.15 has allocated right after its start, in bytes. maxmemory counts it too. */
export const STARTUP_BYTES = 876_232

/** How many keys are evicted between two readings of the clock. */
const STRIDE = 16

/**
 * Enforces the limits on the data: maxmemory, and `maxKeys` of the server's options. Keys are evicted before a command runs, a
 * slice at a time; what a slice leaves is evicted in later turns of the event loop.
 */
export class Memory {
  readonly #server: Server
  readonly #databases: Databases
  readonly #clients: ClientEviction
  readonly #config: Config
  readonly #maxKeys: number
  readonly #eviction: Eviction
  #peak = STARTUP_BYTES
  #scheduled = false
  #exceededFor = 0
  #exceededSince: number | undefined
  #outOfMemory = false

  constructor(server: Server, maxKeys: number = Number.POSITIVE_INFINITY) {
    const { databases, config } = server
    this.#server = server
    this.#databases = databases
    this.#clients = server.clientEviction
    this.#config = config
    this.#maxKeys = maxKeys
    this.#eviction = new Eviction(databases.all, config.eviction, server.random)
    config.onChange('maxmemory', () => {
      this.#later()
      return undefined
    })
  }

  /** Whether there is any limit to enforce. */
  get limited(): boolean {
    const { maxmemory, maxmemoryClients } = this.#config
    return maxmemory > 0 || maxmemoryClients !== 0 || this.#maxKeys < Number.POSITIVE_INFINITY
  }

  /** What redis-server would have allocated, in bytes. */
  get used(): number {
    return STARTUP_BYTES + this.#databases.bytes + this.#clients.bytes
  }

  /** The largest value of `used` that was seen. */
  get peak(): number {
    this.sample()
    return this.#peak
  }

  /** Called by cron, to update the peak. */
  sample(): void {
    this.#peak = Math.max(this.#peak, this.used)
  }

  get outOfMemory(): boolean {
    // When the last limit has been lifted, `makeRoom` is not called any more.
    return this.#outOfMemory && this.limited
  }

  /** For how many milliseconds more was used than allowed: in all earlier periods, and in the current one. */
  get exceeded(): { readonly before: number; readonly now: number } {
    const since = this.#exceededSince
    return {
      before: this.#exceededFor,
      now: since === undefined ? 0 : this.#server.clock.elapsed() - since,
    }
  }

  /** Called when the random numbers are seeded: what is evicted next must not depend on what happened before. */
  seeded(): void {
    this.#eviction.beginAnew()
  }

  resetStats(): void {
    this.#exceededFor = 0
    this.#exceededSince = undefined
  }

  /** Evicts what is too much; returns whether the policy did not allow enough, so that nothing more may be stored. */
  makeRoom(): boolean {
    this.#clients.evict()
    this.#outOfMemory = !this.#evictKeys()
    return this.#outOfMemory
  }

  /** Called after a batch of commands: enforces what must not wait until the next one. */
  settle(): void {
    this.#clients.evict()
    if (this.#databases.size > this.#maxKeys) this.#evictKeys()
  }

  /** One slice of eviction; the rest is left for a later turn. Returns false if keys must be evicted and none may be. */
  #evictKeys(): boolean {
    const { clock, latency, pause } = this.#server
    // While clients are paused, the data must not change.
    if (pause.active) return true
    if (this.#exceededSince === undefined && !this.#exceeds()) return true
    const start = clock.elapsed()
    const budget = sliceOf(this.#config.evictionTenacity)
    let found = true
    let evicted = 0
    let isLate = false
    while (!isLate && found && this.#exceeds()) {
      found = this.#eviction.evict()
      if (found) evicted++
      isLate = evicted % STRIDE === 0 && clock.elapsed() - start > budget
    }
    if (evicted > 0) latency.took('eviction-cycle', clock.elapsed() - start)
    const exceeds = this.#exceeds()
    this.#noteExcess(exceeds, start)
    if (exceeds && found) this.#later()
    return found || !exceeds
  }

  #noteExcess(exceeds: boolean, now: number): void {
    if (exceeds) this.#exceededSince ??= now
    else if (this.#exceededSince !== undefined) {
      this.#exceededFor += now - this.#exceededSince
      this.#exceededSince = undefined
    }
  }

  #exceeds(): boolean {
    const { maxmemory } = this.#config
    return (maxmemory > 0 && this.used > maxmemory) || this.#databases.size > this.#maxKeys
  }

  #later(): void {
    if (this.#scheduled) return
    this.#scheduled = true
    nextTurn(() => {
      this.#scheduled = false
      this.#server.clock.refresh()
      this.#server.byItself(() => this.#evictKeys())
    })
  }
}

/** How long one slice of eviction may take, in milliseconds (Redis's evictionTimeLimitUs). */
function sliceOf(tenacity: number): number {
  if (tenacity <= 10) return tenacity * 0.05
  return tenacity < 100 ? 0.5 * 1.15 ** (tenacity - 10) : Number.POSITIVE_INFINITY
}
