import type { Socket } from 'node:net'
import { ascii, type Bytes, fromUtf8 } from '@resident/bytes'
import { Backlog } from './backlog.ts'
import { readIntoOne } from './read-into-one.ts'
import { nextTurn } from './timers.ts'
import type { Receiver, Transport } from './transport.ts'

/** Longer text is written in parts, one per turn: converting 512 MB to bytes at once would take a third of a second. */
const LONGEST_TEXT = 65_536
/** How many bytes are converted, and passed to the socket, in one turn of the event loop. */
const AT_ONCE = 1 << 20

/** A TCP, TLS or unix socket. */
export class SocketTransport implements Transport {
  readonly kind: 'tcp' | 'tls' | 'unix'
  readonly address: Bytes
  readonly localAddress: Bytes
  readonly #socket: Socket
  #receiver: Receiver | undefined = undefined
  #paused = false
  /** Whether the peer has ended its half. */
  #ended = false
  /** Long text, or what is too much for the socket, and everything written after it. */
  readonly #backlog = new Backlog()
  /** Whether a part of the backlog is on its way. */
  #working = false
  /** Whether to close when the backlog has been sent. */
  #ending = false

  /** `unixPath` is where a unix socket listens; its clients have no other address. */
  constructor(socket: Socket, kind: SocketTransport['kind'], unixPath: string) {
    this.#socket = socket
    // 'close' follows, and that is enough to know. Clients that were refused can fail too.
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

  /** Starts to pass on what the socket receives. `keepAlive`: the seconds of silence before TCP probes the peer; 0 for never. */
  attach(receiver: Receiver, keepAlive: number): void {
    const socket = this.#socket
    socket.setNoDelay(true)
    if (keepAlive > 0 && this.kind !== 'unix') socket.setKeepAlive(true, keepAlive * 1000)
    // For Redis, a client that ends its half has gone, whether replies are pending or not. Node emits 'end' even while paused,
    // and would end our half by itself; so listeners allow half-open sockets, and what was received is executed first.
    socket.on('end', () => {
      this.#ended = true
      if (!this.#paused) socket.destroy()
    })
    socket.on('close', () => receiver.closed())
    this.#intercept(receiver)
  }

  /**
   * Takes each chunk before it reaches the stream: from the buffer that Node reads into, or else from `push`, which the
   * stream's implementation calls. Listeners for 'data' are called from within that, but then a seventh of a pipeline's time
   * is spent on the stream's own state and on the tick that it schedules after each chunk. While the client is paused, the
   * stream's buffer fills, and Node stops reading when it is full.
   */
  #intercept(receiver: Receiver): void {
    const socket = this.#socket
    const buffer = socket.push.bind(socket)
    const receive = (chunk: Buffer): boolean => {
      receiver.receive(chunk)
      return true
    }
    this.#receiver = receiver
    socket.push = (chunk: Buffer | null) =>
      chunk === null || this.#paused ? buffer(chunk) : receive(chunk)
    readIntoOne(socket, (chunk) => (this.#paused ? buffer(Buffer.from(chunk)) : receive(chunk)))
    this.#drain()
  }

  /** Passes on what has been buffered. */
  #drain(): void {
    const chunk: Buffer | null = this.#socket.read()
    if (chunk !== null) this.#receiver?.receive(chunk)
  }

  get fd(): number {
    return this.#handle?.fd ?? -1
  }

  get pending(): number {
    return this.#socket.writableLength + this.#backlog.size
  }

  get untaken(): number {
    return this.pending + (this.#handle?.writeQueueSize ?? 0)
  }

  /** Node has no public API for these. */
  get #handle(): { fd?: number; writeQueueSize?: number } | null | undefined {
    return (this.#socket as unknown as { _handle?: { fd?: number } | null })._handle
  }

  write(content: string | Buffer): void {
    const isLong = typeof content === 'string' && content.length > LONGEST_TEXT
    // What the socket itself holds back goes to the system in one piece, and is pending until all of it has gone.
    const isMuch = this.#socket.writableLength > AT_ONCE
    if (!isLong && !isMuch && !this.#waits) this.#send(content)
    else {
      this.#backlog.add(content)
      if (this.#socket.writableCorked === 0) this.#work()
    }
  }

  cork(): void {
    this.#socket.cork()
  }

  uncork(): void {
    this.#work()
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
    if (this.#waits) this.#ending = true
    else this.#socket.end(() => this.#socket.destroy())
  }

  destroy(): void {
    this.#socket.destroy()
  }

  /** Whether what is written must wait for what was written before. */
  get #waits(): boolean {
    return this.#working || this.#backlog.size > 0
  }

  /** Sends the next part of the backlog; when the system has taken it, the one after that. */
  #work(): void {
    if (this.#working || this.#backlog.size === 0) return
    this.#working = true
    this.#socket.cork()
    for (let left = AT_ONCE; left > 0 && this.#backlog.size > 0; ) {
      const piece = this.#backlog.take(left)
      left -= piece.length
      const isLast = left === 0 || this.#backlog.size === 0
      this.#send(piece, isLast ? this.#sent : undefined)
    }
    this.#socket.uncork()
  }

  /** Waits for the next turn, since a client that reads as fast as we write would keep all others waiting. */
  readonly #sent = (): void => nextTurn(this.#goOn)

  readonly #goOn = (): void => {
    this.#working = false
    if (this.#socket.destroyed) this.#backlog.clear()
    else if (this.#backlog.size > 0) this.#work()
    else if (this.#ending) this.end()
  }

  #send(content: string | Buffer, sent?: () => void): void {
    if (typeof content === 'string') this.#socket.write(content, 'latin1', sent)
    else this.#socket.write(content, sent)
  }
}

function endpoint(address: string | undefined, port: number | undefined): Bytes {
  if (address === undefined) return ascii('?:0')
  const plain = address.startsWith('::ffff:') ? address.slice(7) : address
  return ascii(plain.includes(':') ? `[${plain}]:${port ?? 0}` : `${plain}:${port ?? 0}`)
}
