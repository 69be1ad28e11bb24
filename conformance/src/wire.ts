import type { Duplex } from 'node:stream'
import { endOfReply, type Reply, readReply } from './reply.ts'

/** A request as clients send it: an array of bulks. */
export function encode(argv: readonly string[]): string {
  let wire = `*${argv.length}\r\n`
  for (const argument of argv) wire += `$${argument.length}\r\n${argument}\r\n`
  return wire
}

/**
 * One connection: requests out, replies in.
 *
 * Replies can be awaited one by one (`next`), or taken as they have come (`take`), which is how pushes
 * and the late answers of blocked commands are seen.
 */
export class Wire {
  readonly #stream: Duplex
  #pending = ''
  #at = 0
  #waiting: (() => void)[] = []
  #closed = false

  constructor(stream: Duplex) {
    this.#stream = stream
    stream.on('data', (chunk: Buffer) => {
      this.#pending = this.#pending.slice(this.#at) + chunk.toString('latin1')
      this.#at = 0
      this.#wake()
    })
    const close = (): void => {
      this.#closed = true
      this.#wake()
    }
    stream.on('error', close)
    stream.on('end', close)
    stream.on('close', close)
  }

  /** Whether the server has closed the connection. */
  get closed(): boolean {
    return this.#closed
  }

  send(argv: readonly string[]): void {
    this.write(encode(argv))
  }

  /** Bytes as they are. */
  write(bytes: string): void {
    if (!this.#closed) this.#stream.write(Buffer.from(bytes, 'latin1'))
  }

  /** The raw bytes of the next complete reply that has come, if one has. */
  takeRaw(): string | undefined {
    if (this.#at === this.#pending.length) return undefined
    const end = endOfReply(this.#pending, this.#at)
    if (end === -1) return undefined
    const raw = this.#pending.slice(this.#at, end)
    this.#at = end
    return raw
  }

  /** All complete replies that have come and were not taken yet. */
  take(): Reply[] {
    const replies: Reply[] = []
    for (let raw = this.takeRaw(); raw !== undefined; raw = this.takeRaw())
      replies.push(readReply(raw))
    return replies
  }

  /** The raw bytes of the next reply, or `undefined` where the connection closes before it is there. */
  async nextRaw(): Promise<string | undefined> {
    while (true) {
      const raw = this.takeRaw()
      if (raw !== undefined || this.#closed) return raw
      await this.arrival()
    }
  }

  /** Resolves when anything more has come, or the connection has closed. */
  arrival(): Promise<void> {
    if (this.#closed) return Promise.resolve()
    return new Promise((resolve) => this.#waiting.push(resolve))
  }

  async next(): Promise<Reply | undefined> {
    const raw = await this.nextRaw()
    return raw === undefined ? undefined : readReply(raw)
  }

  /** Sends and awaits one reply. Throws where the connection closes instead. */
  async call(...argv: string[]): Promise<Reply> {
    this.send(argv)
    const reply = await this.next()
    if (reply === undefined) throw new Error(`connection closed at ${argv.join(' ')}`)
    return reply
  }

  close(): void {
    this.#stream.destroy()
  }

  #wake(): void {
    const waiting = this.#waiting
    this.#waiting = []
    for (const resolve of waiting) resolve()
  }
}
