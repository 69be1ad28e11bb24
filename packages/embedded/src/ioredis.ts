import type { Duplex } from 'node:stream'
import type { Resident } from './resident.ts'

/** What `ioredisOptions` gives. */
export interface InProcessIoredisOptions {
  /**
   * A class of the shape of ioredis's AbstractConnector. Its type is `never`, which fits wherever a connector of whatever
   * version of ioredis is wanted: this package knows none of them.
   */
  readonly Connector: never
  readonly password?: string
}

/**
 * Options for ioredis (4, 5 and 6) that connect a client to a server of the same process without a socket:
 * `new Redis(ioredisOptions(redis))`. Add your own beside: `{ ...ioredisOptions(redis), db: 3 }`.
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
