import { Duplex } from 'node:stream'
import { ascii, type Bytes } from '@resident/bytes'
import { afterCaller, keepAlive, nextTurn, throwLater } from './timers.ts'
import type { Receiver, Transport } from './transport.ts'

/** How many exchanges may follow one another without a turn of the event loop between them. */
const MOST_EXCHANGES = 256
/** How long they may take, in milliseconds. */
const LONGEST_STRETCH = 1

/**
 * Decides when clients within the process are served, so that timers and sockets get their turn too: otherwise a client that
 * awaits each reply could go on in microtasks for ever.
 */
export class Turnstile {
  readonly #elapsed: () => number
  #exchanges = 0
  #since = 0
  #resetting = false

  constructor(elapsed: () => number) {
    this.#elapsed = elapsed
  }

  /** Runs `task` after the current code; after a long stretch of such tasks, in the next turn of the event loop. */
  pass(task: () => void): void {
    if (!this.#resetting) {
      this.#resetting = true
      this.#exchanges = 0
      this.#since = this.#elapsed()
      nextTurn(() => {
        this.#resetting = false
      })
    }
    const longStretch =
      ++this.#exchanges > MOST_EXCHANGES ||
      // Reading the clock costs a good part of an exchange, so it is read now and then.
      ((this.#exchanges & 15) === 0 && this.#elapsed() - this.#since > LONGEST_STRETCH)
    if (longStretch) nextTurn(task)
    else afterCaller(task)
  }
}

/**
 * The client's end of a pipe into the server: a Duplex of protocol bytes, for any client library that takes a stream. Like a
 * socket, it keeps the process alive while it is open, unless `unref()` is called.
 */
export class InProcessSocket extends Duplex {
  readonly #inbox: Inbox
  #release: (() => void) | undefined = keepAlive()

  constructor(inbox: Inbox) {
    super({ decodeStrings: true, allowHalfOpen: false })
    this.#inbox = inbox
    this.#inbox.deliver = (content) => {
      // Backpressure is ignored: as in Redis, clients that do not read are answered all the same, up to the
      // limits on output buffers (`pending`).
      if (!this.destroyed) this.#push(content)
    }
    this.#inbox.unread = () => (this.destroyed ? 0 : this.readableLength)
    this.#inbox.hangUp = (atOnce) => this.#hangUp(atOnce)
  }

  ref(): this {
    if (!this.destroyed) this.#release ??= keepAlive()
    return this
  }

  unref(): this {
    this.#release?.()
    this.#release = undefined
    return this
  }

  // What client libraries call on a socket that is passed to them.

  setNoDelay(): this {
    return this
  }

  setKeepAlive(): this {
    return this
  }

  setTimeout(): this {
    return this
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#inbox.put(chunk)
    done()
  }

  override _writev(chunks: { chunk: Buffer; encoding: BufferEncoding }[], done: () => void): void {
    this.#inbox.put(Buffer.concat(chunks.map((each) => each.chunk)))
    done()
  }

  override _final(done: () => void): void {
    this.#inbox.close()
    done()
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.unref()
    this.#inbox.close()
    done(error)
  }

  #hangUp(atOnce: boolean): void {
    if (this.destroyed) return
    if (atOnce) {
      this.#push(null)
      this.destroy()
      return
    }
    // As with a socket: what was sent can still be read, and then the stream closes by itself.
    this.unref()
    this.#push(null)
  }

  /** Calls the program's listeners: what they throw must not pass through the server. */
  #push(content: Buffer | null): void {
    try {
      this.push(content)
    } catch (thrown) {
      throwLater(thrown)
    }
  }
}

/** The server's end of the pipe: gathers what the client sends, and delivers the replies. */
export class Inbox implements Transport {
  readonly kind = 'in-process'
  readonly address: Bytes = ascii('127.0.0.1:0')
  readonly localAddress: Bytes = ascii('127.0.0.1:0')
  readonly fd = -1
  readonly #turnstile: Turnstile
  #receiver: Receiver | undefined
  #waiting: Buffer[] = []
  #closed = false
  #scheduled = false
  #corked: Buffer[] | undefined
  /** Set by the client's end. */
  deliver: (content: Buffer) => void = () => {}
  hangUp: (atOnce: boolean) => void = () => {}
  unread: () => number = () => 0

  constructor(turnstile: Turnstile) {
    this.#turnstile = turnstile
  }

  attach(receiver: Receiver): void {
    this.#receiver = receiver
  }

  /** Called by the client's end with bytes. They are executed after the caller's code. */
  put(chunk: Buffer): void {
    this.#waiting.push(chunk)
    this.#schedule()
  }

  /** Called by the client's end when it has closed. */
  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#schedule()
  }

  get pending(): number {
    return this.unread()
  }

  get untaken(): number {
    return this.pending
  }

  write(content: string | Buffer): void {
    const buffer = typeof content === 'string' ? Buffer.from(content, 'latin1') : content
    if (this.#corked === undefined) this.deliver(buffer)
    else this.#corked.push(buffer)
  }

  cork(): void {
    this.#corked ??= []
  }

  uncork(): void {
    const corked = this.#corked
    this.#corked = undefined
    if (corked !== undefined) this.deliver(Buffer.concat(corked))
  }

  pause(): boolean {
    return false
  }

  resume(): void {}

  end(): void {
    this.#turnstile.pass(() => {
      this.hangUp(false)
      this.close()
    })
  }

  destroy(): void {
    this.hangUp(true)
    this.close()
  }

  #schedule(): void {
    if (this.#scheduled) return
    this.#scheduled = true
    this.#turnstile.pass(this.#run)
  }

  readonly #run = (): void => {
    this.#scheduled = false
    const waiting = this.#waiting
    if (waiting.length > 0) {
      this.#waiting = []
      // Over a socket these would have come in one piece.
      for (const chunk of waiting) this.#receiver?.receive(chunk, chunk !== waiting[0])
    }
    if (!this.#closed) return
    const receiver = this.#receiver
    this.#receiver = undefined
    receiver?.closed()
    this.hangUp(false)
  }
}
