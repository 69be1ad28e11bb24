import { connect, type Socket } from 'node:net'
import { endOfReply } from '../reply.ts'
import { encode } from '../wire.ts'
import type { Account } from './account.ts'

/** What an answer must be: its bytes, or the way it begins. */
export type Expected = string | { readonly begins: readonly string[] }

const MESSAGE = '*3\r\n$7\r\nmessage\r\n'

/** A client of the soak: knows which answer each of its requests is to get, and accounts for all of them. */
export class SoakClient {
  readonly #socket: Socket
  readonly #account: Account
  #expected: Expected[] = []
  #at = 0
  #received = ''
  #leaving = false
  #ended = false
  #waiting: (() => void)[] = []

  private constructor(socket: Socket, account: Account) {
    this.#socket = socket
    this.#account = account
    account.clients++
    socket.setNoDelay()
    socket.on('data', (chunk: Buffer) => this.#take(chunk.toString('latin1')))
    socket.on('error', () => {})
    socket.on('close', () => this.#end())
  }

  static dial(port: number, account: Account): Promise<SoakClient | undefined> {
    return new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1')
      socket.once('error', () => resolve(undefined))
      socket.once('connect', () => resolve(new SoakClient(socket, account)))
    })
  }

  get ended(): boolean {
    return this.#ended
  }

  /** How many answers are still to come. */
  get pending(): number {
    return this.#expected.length - this.#at
  }

  ask(argv: readonly string[], expected: Expected): void {
    this.askMany([[argv, expected]])
  }

  /** All in one write. */
  askMany(requests: readonly (readonly [readonly string[], Expected])[]): void {
    if (this.#ended) return
    for (const [, expected] of requests) this.#expected.push(expected)
    this.#account.requests += requests.length
    this.#socket.write(requests.map(([argv]) => encode(argv)).join(''), 'latin1')
  }

  /** Bytes that are no request, or not a whole one; what they are answered, if anything. */
  sendRaw(bytes: string, expected?: Expected): void {
    if (this.#ended) return
    if (expected !== undefined) {
      this.#expected.push(expected)
      this.#account.requests++
    }
    this.#socket.write(bytes, 'latin1')
  }

  /** Takes down what it still waits for. */
  giveUp(): void {
    this.#account.unanswered += this.pending
    if (this.pending > 0) this.#exemplify('nothing', this.#expected[this.#at])
  }

  /** Resolves when no more than so many answers are to come, or the connection has ended. */
  async settled(most = 0): Promise<void> {
    while (this.pending > most && !this.#ended) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve))
    }
  }

  stopReading(): void {
    this.#socket.pause()
  }

  readOn(): void {
    this.#socket.resume()
  }

  /** Goes away at once, whatever is to come. */
  vanish(): void {
    this.#leaving = true
    this.#socket.destroy()
  }

  #take(text: string): void {
    this.#received += text
    let from = 0
    for (;;) {
      const end = endOfReply(this.#received, from)
      if (end === -1) break
      this.#compare(this.#received.slice(from, end))
      from = end
    }
    this.#received = this.#received.slice(from)
    this.#wake()
  }

  #compare(answer: string): void {
    if (answer.startsWith(MESSAGE)) {
      this.#account.messages++
      return
    }
    const expected = this.#expected[this.#at++]
    const isRight =
      typeof expected === 'string'
        ? answer === expected
        : expected?.begins.some((beginning) => answer.startsWith(beginning))
    if (isRight) this.#account.answered++
    else {
      this.#account.wrong++
      this.#exemplify(answer, expected)
    }
    if (this.#at < 1024) return
    this.#expected = this.#expected.slice(this.#at)
    this.#at = 0
  }

  #exemplify(answer: string, expected: Expected | undefined): void {
    const { examples } = this.#account
    const [said, due] = [answer, expected].map((each) => JSON.stringify(each ?? '').slice(0, 80))
    if (examples.length < 5) examples.push(`${said} for ${due}`)
  }

  #end(): void {
    if (this.#ended) return
    this.#ended = true
    if (this.#leaving) this.#account.lostByClient += this.pending
    else this.#account.lostByServer += this.pending
    this.#wake()
  }

  #wake(): void {
    const waiting = this.#waiting
    this.#waiting = []
    for (const resolve of waiting) resolve()
  }
}
