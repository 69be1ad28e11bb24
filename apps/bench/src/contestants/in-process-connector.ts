import type { Socket } from 'node:net'
import type { Resident } from '@resident/embedded'
import { AbstractConnector, type RedisOptions } from 'ioredis'

/** ioredis's way of being given a stream instead of an address. */
export function inProcessConnector(server: Resident): NonNullable<RedisOptions['Connector']> {
  return class extends AbstractConnector {
    constructor() {
      super(0)
    }

    override connect(): Promise<Socket> {
      this.connecting = true
      // ioredis asks for a socket's type; what it uses of one is a Duplex's.
      this.stream = server.connect() as Socket
      return Promise.resolve(this.stream as Socket)
    }
  }
}
