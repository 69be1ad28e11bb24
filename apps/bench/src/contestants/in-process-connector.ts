import type { Duplex } from 'node:stream'
import type { Resident } from '@resident/embedded'
import { AbstractConnector } from 'ioredis'

/** ioredis's way of being given a stream instead of an address. */
export function inProcessConnector(server: Resident): typeof AbstractConnector {
  return class extends AbstractConnector {
    constructor() {
      super(0)
    }

    override connect(): Promise<never> {
      this.connecting = true
      const stream: Duplex = server.connect()
      this.stream = stream as never
      return Promise.resolve(stream as never)
    }
  } as never
}
