import { type Databases, Eviction } from '@resident/keyspace'
import type { ClientEviction } from './client-eviction.ts'
import type { Config } from './config.ts'
import type { Server } from './server.ts'
import { nextTurn } from './timers.ts'

/** What redis-server 7.0.15 has allocated when it has just started, in bytes. maxmemory counts it too. */
export const STARTUP_BYTES = 876_232

/** How many keys go between two readings of the clock. */
const STRIDE = 16

/**
 * The limits on what the data take: maxmemory, and `maxKeys` of the server's
 * options. Keys are evicted before a command runs, a slice at a time; what a
 * slice leaves is for later turns of the event loop.
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

  /** Whether there is any limit to be kept. */
  get limited(): boolean {
    const { maxmemory, maxmemoryClients } = this.#config
    return maxmemory > 0 || maxmemoryClients !== 0 || this.#maxKeys < Number.POSITIVE_INFINITY
  }

  /** What redis-server would have allocated, in bytes. */
  get used(): number {
    return STARTUP_BYTES + this.#databases.bytes + this.#clients.bytes
  }

  /** The most that `used` has been seen to be. */
  get peak(): number {
    this.sample()
    return this.#peak
  }

  /** Called by cron: looks at what is used. */
  sample(): void {
    this.#peak = Math.max(this.#peak, this.used)
  }

  get outOfMemory(): boolean {
    // Nobody asks for room any more when the last limit has been lifted.
    return this.#outOfMemory && this.limited
  }

  /** For how long, in milliseconds, more was used than allowed: in all before, and now. */
  get exceeded(): { readonly before: number; readonly now: number } {
    const since = this.#exceededSince
    return {
      before: this.#exceededFor,
      now: since === undefined ? 0 : this.#server.clock.elapsed() - since,
    }
  }

  /** Chance begins anew: what is evicted next shall not depend on what was before. */
  seeded(): void {
    this.#eviction.beginAnew()
  }

  resetStats(): void {
    this.#exceededFor = 0
    this.#exceededSince = undefined
  }

  /** Evicts what is too much; says whether the policy did not allow enough, so that no more may be stored. */
  makeRoom(): boolean {
    this.#clients.evict()
    this.#outOfMemory = !this.#evictKeys()
    return this.#outOfMemory
  }

  /** After a batch of commands: what must not wait for the next. */
  settle(): void {
    this.#clients.evict()
    if (this.#databases.size > this.#maxKeys) this.#evictKeys()
  }

  /** A slice of eviction; what it leaves is for a later turn. False where keys must go and none may. */
  #evictKeys(): boolean {
    const { clock, latency, pause } = this.#server
    // While clients are paused the data stand still.
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
