import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

const LINE_FEED = 10
const DOLLAR = 36
const MINUS = 45
/** So many requests leave at once where many are sent. */
const BATCH = 5_000

/** A bare connection, which costs the measuring process as little as can be. It counts the lines of replies and reads nothing. */
export class Wire {
  readonly #socket: Socket
  #awaited = 0
  /** What has been sent is answered by one reply, of which nothing has come yet. */
  #single = false
  #done: (() => void) | undefined

  private constructor(socket: Socket) {
    this.#socket = socket
    socket.on('data', (chunk) => this.#heard(chunk))
  }

  static async to(port: number): Promise<Wire> {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    await once(socket, 'connect')
    return new Wire(socket)
  }

  /** Sends requests; resolves when so many lines have come back. Not to be called again before. */
  send(requests: string, lines: number): Promise<void> {
    this.#awaited = lines
    this.#socket.write(requests, 'latin1')
    return new Promise((resolve) => {
      this.#done = resolve
    })
  }

  /** Sends one request; resolves when its reply has come: one line or one bulk, short enough to come in one piece. */
  ask(request: string): Promise<void> {
    this.#single = true
    return this.send(request, 1)
  }

  /** Sends `count` requests, each of which is answered by so many lines; `batch` of them at once. */
  async fill(
    count: number,
    requestOf: (n: number) => string,
    lines = 1,
    batch: number = BATCH,
  ): Promise<void> {
    for (let from = 0; from < count; from += batch) {
      const end = Math.min(from + batch, count)
      let requests = ''
      for (let n = from; n < end; n++) requests += requestOf(n)
      await this.send(requests, (end - from) * lines)
    }
  }

  close(): void {
    this.#socket.destroy()
  }

  #heard(chunk: Buffer): void {
    // A bulk is two lines, unless it is null.
    if (this.#single && chunk[0] === DOLLAR && chunk[1] !== MINUS) this.#awaited = 2
    this.#single = false
    for (let at = chunk.indexOf(LINE_FEED); at >= 0; at = chunk.indexOf(LINE_FEED, at + 1)) {
      this.#awaited--
    }
    if (this.#awaited > 0) return
    const done = this.#done
    this.#done = undefined
    done?.()
  }
}

/** A request in the protocol's words, one character a byte. */
export function request(...argv: readonly string[]): string {
  let encoded = `*${argv.length}\r\n`
  for (const arg of argv) encoded += `$${arg.length}\r\n${arg}\r\n`
  return encoded
}
