import { connect, createServer, type Server, type Socket } from 'node:net'

/** Stands between a client and a server, and loses what passes. */
export class Lossy {
  /** `cut`: requests arrive, and at the answer the connection ends. `silent`: nothing passes any more. */
  mood: 'faithful' | 'cut' | 'silent' = 'faithful'
  /** How many connections there have been. */
  connections = 0
  readonly #server: Server
  readonly #sockets = new Set<Socket>()

  private constructor(target: () => number) {
    this.#server = createServer((client) => this.#serve(client, target()))
  }

  static async before(target: () => number): Promise<Lossy> {
    const proxy = new Lossy(target)
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve))
    return proxy
  }

  /** Of the connections to the server, on this side. */
  get ports(): number[] {
    return [...this.#sockets].flatMap(({ localPort }) => localPort ?? [])
  }

  get address(): string {
    return `127.0.0.1:${(this.#server.address() as { port: number }).port}`
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  #serve(client: Socket, port: number): void {
    this.connections++
    const server = connect(port, '127.0.0.1')
    const end = (): void => {
      client.destroy()
      server.destroy()
    }
    for (const socket of [client, server]) {
      this.#sockets.add(socket)
      socket.on('error', end)
      socket.on('close', () => {
        this.#sockets.delete(socket)
        end()
      })
    }
    client.on('data', (chunk) => {
      if (this.mood !== 'silent') server.write(chunk)
    })
    server.on('data', (chunk) => {
      if (this.mood === 'cut') end()
      else if (this.mood === 'faithful') client.write(chunk)
    })
  }
}
