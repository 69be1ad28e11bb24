import type { Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import { ascii, type Bytes, fromUtf8 } from '@resident/bytes'
import type { Receiver, Transport } from './transport.ts'

/** A TCP, TLS or unix socket. */
export class SocketTransport implements Transport {
  readonly kind: 'tcp' | 'tls' | 'unix'
  readonly address: Bytes
  readonly localAddress: Bytes
  readonly #socket: Socket

  constructor(socket: Socket, unixPath?: string) {
    this.#socket = socket
    // 'close' follows, which says all that matters; a client that was refused may fail too.
    socket.on('error', () => {})
    this.kind = unixPath !== undefined ? 'unix' : socket instanceof TLSSocket ? 'tls' : 'tcp'
    this.address =
      unixPath === undefined
        ? endpoint(socket.remoteAddress, socket.remotePort)
        : fromUtf8(`${unixPath}:0`)
    this.localAddress =
      unixPath === undefined
        ? endpoint(socket.localAddress, socket.localPort)
        : fromUtf8(`${unixPath}:0`)
  }

  /** Starts to hand on what the socket receives. */
  attach(receiver: Receiver): void {
    const socket = this.#socket
    socket.setNoDelay(true)
    socket.on('data', (chunk: Buffer) => receiver.receive(chunk))
    // A client that ends its half is gone for Redis, replies pending or not.
    socket.on('end', () => socket.destroy())
    socket.on('close', () => receiver.closed())
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
