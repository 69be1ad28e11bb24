import { type Client, clientMemory } from '@resident/commands'
import type { Config } from './config.ts'

/** The effective minimum of maxmemory-clients: with less, no client could send anything (Redis's getClientEvictionLimit). */
const SMALLEST_LIMIT = 128 * 1024

/** A connection whose memory is counted. */
export interface Counted {
  readonly client: Client
  /** The last count, in bytes. */
  counted: number
  kill(): void
}

/**
 * Counts the memory of all clients, and enforces maxmemory-clients: while it is exceeded, the client that takes most loses its
 * connection.
 */
export class ClientEviction {
  readonly #connections: ReadonlySet<Counted>
  readonly #config: Config
  #bytes = 0
  #evicted = 0

  constructor(connections: ReadonlySet<Counted>, config: Config) {
    this.#connections = connections
    this.#config = config
  }

  /** The memory of all clients in bytes, each as it was last counted. */
  get bytes(): number {
    return this.#bytes
  }

  /** How many clients have lost their connection. */
  get evicted(): number {
    return this.#evicted
  }

  resetStats(): void {
    this.#evicted = 0
  }

  /** In bytes; 0 for no limit. */
  get limit(): number {
    const { maxmemoryClients, maxmemory } = this.#config
    const limit = maxmemoryClients < 0 ? (maxmemory * -maxmemoryClients) / 100 : maxmemoryClients
    return limit === 0 ? 0 : Math.max(limit, SMALLEST_LIMIT)
  }

  /** Counts a client's memory anew. */
  count(connection: Counted, bytes: number = clientMemory(connection.client)): void {
    this.#bytes += bytes - connection.counted
    connection.counted = bytes
  }

  countAll(): void {
    for (const connection of this.#connections) this.count(connection)
  }

  /** The connection has closed. */
  forget(connection: Counted): void {
    this.#bytes -= connection.counted
    connection.counted = 0
  }

  /** Costs next to nothing while there is room; each eviction looks at every client. */
  evict(): void {
    const { limit } = this
    if (limit === 0) return
    while (this.#bytes >= limit) {
      const largest = this.#largest()
      if (largest === undefined) return
      this.#evicted++
      largest.kill()
    }
  }

  #largest(): Counted | undefined {
    let largest: Counted | undefined
    for (const connection of this.#connections) {
      if (connection.client.noEvict) continue
      if (largest === undefined || connection.counted > largest.counted) largest = connection
    }
    return largest
  }
}
