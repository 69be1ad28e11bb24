import { type Client, clientMemory } from '@resident/commands'
import type { Config } from './config.ts'

/** However small maxmemory-clients is: with less nobody could say anything (Redis's getClientEvictionLimit). */
const SMALLEST_LIMIT = 128 * 1024

/** A connection whose memory is counted. */
export interface Counted {
  readonly client: Client
  /** What was counted last, in bytes. */
  counted: number
  kill(): void
}

/**
 * What all clients take together, and maxmemory-clients: when that is
 * exceeded, the client that takes most loses its connection, until it is not.
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

  /** What all clients took when each was last counted. */
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

  /** 0 for none. */
  get limit(): number {
    const { maxmemoryClients, maxmemory } = this.#config
    const limit = maxmemoryClients < 0 ? (maxmemory * -maxmemoryClients) / 100 : maxmemoryClients
    return limit === 0 ? 0 : Math.max(limit, SMALLEST_LIMIT)
  }

  /** Takes down what the client takes now. */
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

  /** Costs nothing while there is room, and a look at every client for each that goes. */
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
