import { createServer, type Server as NetServer } from 'node:net'
import type { Server } from '../server.ts'
import { SocketTransport } from '../socket-transport.ts'

/** Where to listen. Port 0: any that is free. */
export interface TcpAddress {
  readonly host: string
  readonly port: number
}

/** Listens for TCP clients; resolves when it does, with the address it got. */
export function listenTcp(server: Server, address: TcpAddress): Promise<Listener> {
  const net = createServer({ noDelay: true }, (socket) => {
    const transport = new SocketTransport(socket)
    const connection = server.accept(transport)
    if (connection !== undefined) transport.attach(connection)
  })
  return new Promise((resolve, reject) => {
    net.once('error', reject)
    net.listen({ host: address.host, port: address.port, backlog: 511 }, () => {
      net.off('error', reject)
      const bound = net.address()
      const port = typeof bound === 'object' && bound !== null ? bound.port : address.port
      resolve(new Listener(net, address.host, port))
    })
  })
}

/** An open listening socket. */
export class Listener {
  readonly host: string
  readonly port: number
  readonly #net: NetServer

  constructor(net: NetServer, host: string, port: number) {
    this.#net = net
    this.host = host
    this.port = port
  }

  /** Lets the process end although it listens. */
  unref(): void {
    this.#net.unref()
  }

  ref(): void {
    this.#net.ref()
  }

  /** Takes no more clients; resolves when the port is free. Those connected must be closed beside. */
  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#net.close(() => resolve())
    })
  }
}
