import type { Socket } from 'node:net'
import { ascii, type Bytes, fromUtf8 } from '@resident/bytes'
import type { Receiver, Transport } from './transport.ts'

/** A TCP, TLS or unix socket. */
export class SocketTransport implements Transport {
  readonly kind: 'tcp' | 'tls' | 'unix'
  readonly address: Bytes
  readonly localAddress: Bytes
  readonly #socket: Socket
  #receiver: Receiver | undefined = undefined
  #paused = false
  /** The peer has ended its half. */
  #ended = false

  /** `unixPath`: where a unix socket listens, which is all the address its clients have. */
  constructor(socket: Socket, kind: SocketTransport['kind'], unixPath: string) {
    this.#socket = socket
    // 'close' follows, which says all that matters; a client that was refused may fail too.
    socket.on('error', () => {})
    this.kind = kind
    const isUnix = kind === 'unix'
    this.address = isUnix
      ? fromUtf8(`${unixPath}:0`)
      : endpoint(socket.remoteAddress, socket.remotePort)
    this.localAddress = isUnix
      ? fromUtf8(`${unixPath}:0`)
      : endpoint(socket.localAddress, socket.localPort)
  }

  /** Starts to hand on what the socket receives; after so many silent seconds, asks the peer's system whether it is there (0: never). */
  attach(receiver: Receiver, keepAlive: number): void {
    const socket = this.#socket
    socket.setNoDelay(true)
    if (keepAlive > 0 && this.kind !== 'unix') socket.setKeepAlive(true, keepAlive * 1000)
    // A client that ends its half is gone for Redis, replies pending or not. Node tells of it even where it is paused,
    // and would end our half by itself, so listeners allow half-open sockets: what was received is executed first.
    socket.on('end', () => {
      this.#ended = true
      if (!this.#paused) socket.destroy()
    })
    socket.on('close', () => receiver.closed())
    this.#intercept(receiver)
  }

  /**
   * Takes what comes where Node hands it to the stream: `push`, which whoever implements a stream calls with each chunk. A
   * listener for 'data' is told from within it, but then a seventh of a pipeline's time goes into the stream's own
   * state and the tick that it asks for after each chunk. While the client is paused the stream's buffer fills, and
   * Node stops reading when it is full.
   */
  #intercept(receiver: Receiver): void {
    const socket = this.#socket
    const buffer = socket.push.bind(socket)
    this.#receiver = receiver
    socket.push = (chunk: Buffer | null): boolean => {
      if (chunk === null || this.#paused) return buffer(chunk)
      receiver.receive(chunk)
      return true
    }
    this.#drain()
  }

  /** Hands on what has been buffered. */
  #drain(): void {
    const chunk: Buffer | null = this.#socket.read()
    if (chunk !== null) this.#receiver?.receive(chunk)
  }

  get fd(): number {
    // Node keeps the descriptor on the handle and has no public name for it.
    const handle = (this.#socket as unknown as { _handle?: { fd?: number } })._handle
    return handle?.fd ?? -1
  }

  get pending(): number {
    return this.#socket.writableLength
  }

  write(content: string | Buffer): void {
    if (typeof content === 'string') this.#socket.write(content, 'latin1')
    else this.#socket.write(content)
  }

  cork(): void {
    this.#socket.cork()
  }

  uncork(): void {
    this.#socket.uncork()
  }

  pause(): boolean {
    this.#paused = true
    return true
  }

  resume(): void {
    this.#paused = false
    if (this.#ended) this.#socket.destroy()
    else this.#drain()
  }

  end(): void {
    this.#socket.end(() => this.#socket.destroy())
  }

  destroy(): void {
    this.#socket.destroy()
  }
}

function endpoint(address: string | undefined, port: number | undefined): Bytes {
  if (address === undefined) return ascii('?:0')
  const plain = address.startsWith('::ffff:') ? address.slice(7) : address
  return ascii(plain.includes(':') ? `[${plain}]:${port ?? 0}` : `${plain}:${port ?? 0}`)
}
