import { Duplex } from 'node:stream'
import type { Contestant } from '../contestant.ts'
import { endOfReply, isAggregate, readReply, textOf } from '../reply.ts'
import { encode } from '../wire.ts'

/** What a planted fault does to one request and its reply. */
export interface Fault {
  /** The request that is sent instead. */
  readonly request?: (argv: readonly string[]) => readonly string[]
  /** The reply that is given instead, in RESP's bytes. */
  readonly reply?: (argv: readonly string[], raw: string) => string
}

/** A server with a fault planted in front of it, to prove that the harness finds such a thing. */
export function plant(fault: Fault, server: Contestant): Contestant {
  return {
    ...server,
    name: `${server.name} with a fault`,
    connect: async () => new FaultyStream(fault, await server.connect()),
  }
}

/** Passes requests and replies through one by one, each bent by the fault. */
class FaultyStream extends Duplex {
  readonly #fault: Fault
  readonly #inner: Duplex
  readonly #asked: (readonly string[])[] = []
  #requests = ''
  #replies = ''

  constructor(fault: Fault, inner: Duplex) {
    super()
    this.#fault = fault
    this.#inner = inner
    inner.on('data', (chunk: Buffer) => this.#onReplies(chunk.toString('latin1')))
    inner.on('close', () => this.destroy())
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.#requests += chunk.toString('latin1')
    for (let end = 0; end !== -1 && this.#requests !== ''; ) {
      end = endOfReply(this.#requests, 0)
      if (end !== -1) this.#forward(this.#requests.slice(0, end))
      if (end !== -1) this.#requests = this.#requests.slice(end)
    }
    done()
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#inner.destroy()
    done(error)
  }

  /** A request has the form of an array reply, so the same reader reads it. */
  #forward(raw: string): void {
    const request = readReply(raw)
    const argv = isAggregate(request) ? request.items.map(textOf) : []
    this.#asked.push(argv)
    this.#inner.write(Buffer.from(encode(this.#fault.request?.(argv) ?? argv), 'latin1'))
  }

  #onReplies(text: string): void {
    this.#replies += text
    for (let end = endOfReply(this.#replies, 0); end !== -1 && this.#replies !== ''; ) {
      const raw = this.#replies.slice(0, end)
      this.#replies = this.#replies.slice(end)
      const bent = this.#fault.reply?.(this.#asked.shift() ?? [], raw) ?? raw
      this.push(Buffer.from(bent, 'latin1'))
      end = endOfReply(this.#replies, 0)
    }
  }
}
