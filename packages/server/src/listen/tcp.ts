import { createServer, type Server as NetServer, type Socket } from 'node:net'
import type { Server } from '../server.ts'
import { SocketTransport } from '../socket-transport.ts'

/** Where to listen. Port 0: any that is free. */
export interface TcpAddress {
  readonly host: string
  readonly port: number
}

/** Listens for TCP clients; resolves when it does, with the address it got. */
export function listenTcp(server: Server, address: TcpAddress): Promise<Listener> {
  const sockets = new Set<Socket>()
  let listener: Listener | undefined
  const net = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    if (listener?.isRef === false) socket.unref()
    const transport = new SocketTransport(socket)
    const connection = server.accept(transport)
    if (connection !== undefined) transport.attach(connection)
  })
  return new Promise((resolve, reject) => {
    net.once('error', reject)
    net.listen({ host: address.host, port: address.port, backlog: 511 }, () => {
      net.off('error', reject)
      // A client that could not be accepted (no descriptor left) is lost; nobody else is harmed.
      net.on('error', warn)
      const bound = net.address()
      const port = typeof bound === 'object' && bound !== null ? bound.port : address.port
      listener = new Listener(net, sockets, address.host, port)
      resolve(listener)
    })
  })
}

/** An open listening socket. */
export class Listener {
  readonly host: string
  readonly port: number
  readonly #net: NetServer
  readonly #sockets: ReadonlySet<Socket>
  #isRef = true

  constructor(net: NetServer, sockets: ReadonlySet<Socket>, host: string, port: number) {
    this.#net = net
    this.#sockets = sockets
    this.host = host
    this.port = port
  }

  get isRef(): boolean {
    return this.#isRef
  }

  /** Lets the process end although it listens, and although clients are connected. */
  unref(): void {
    this.#isRef = false
    this.#net.unref()
    for (const socket of this.#sockets) socket.unref()
  }

  ref(): void {
    this.#isRef = true
    this.#net.ref()
    for (const socket of this.#sockets) socket.ref()
  }

  /** Takes no more clients; resolves when the port is free. Those connected must be closed beside. */
  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#net.close(() => resolve())
    })
  }
}

function warn(error: Error): void {
  process.emitWarning(`accepting a client: ${error.message}`, 'ResidentWarning')
}
