import type { Duplex } from 'node:stream'
import type { Resident } from './resident.ts'

/** What `ioredisOptions` returns. */
export interface InProcessIoredisOptions {
  /**
   * A class with the shape of ioredis's AbstractConnector. Its type is `never`, which fits the connector type of every version
   * of ioredis: this package depends on none of them.
   */
  readonly Connector: never
  readonly password?: string
}

/**
 * Options for ioredis (4, 5 and 6) that connect a client to a server in the same process without a socket:
 * `new Redis(ioredisOptions(redis))`. Add your own with `{ ...ioredisOptions(redis), db: 3 }`.
 */
export function ioredisOptions(redis: Resident): InProcessIoredisOptions {
  const password = redis.config('requirepass')
  return {
    Connector: connectorTo(redis) as never,
    ...(password === '' ? {} : { password }),
  }
}

function connectorTo(redis: Resident): new () => object {
  return class InProcessConnector {
    firstError: Error | undefined
    connecting = false
    stream: Duplex | undefined

    /** ioredis asks whether the server at the other end is the one it wanted. */
    check(): boolean {
      return true
    }

    async connect(): Promise<Duplex> {
      this.connecting = true
      this.stream = redis.connect()
      return this.stream
    }

    disconnect(): void {
      this.connecting = false
      this.stream?.end()
    }
  }
}
