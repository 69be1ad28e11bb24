import { ascii, type Bytes } from '@resident/bytes'
import { Client, detachedPort, perform } from '@resident/commands'
import { Output, type ReplyWriter, RespWriter } from '@resident/protocol'
import { refuseWhileBusy, type Server, UsageError } from '@resident/server'
import { type PlainReply, plainReply } from '../plain-reply.ts'

/** May do everything, whatever the default user may. */
const RULES: readonly Bytes[] = ['on', 'nopass', '+@all', '~*', '&*'].map(ascii)

/** The client that runs the program's own commands: it has no connection, and is not listed anywhere. */
export class DirectClient {
  readonly client: Client
  readonly #reply: ReplyWriter
  readonly #server: Server
  readonly #output = new Output()
  readonly #onPushed: ((bytes: Bytes) => void) | undefined
  #onAnswered: (() => void) | undefined

  /** `onPushed` gets what is sent to it without being asked for, when the current commands have finished. */
  constructor(server: Server, onPushed?: (bytes: Bytes) => void) {
    this.#server = server
    this.#onPushed = onPushed
    const writer = new RespWriter(this.#output)
    writer.resp = 3
    this.#reply = writer
    const connection = detachedPort({
      reply: writer,
      pushed: () => this.#pushed(),
      unblocked: () => this.#onAnswered?.(),
      kill: () => this.kill(),
    })
    // It is not listed, so it takes no id from clients that connect: the first of them gets 3, as in Redis.
    this.client = new Client(0, server, connection)
    this.client.resp = 3
    this.client.user = server.acl.users.staged(ascii('program'), RULES)
    this.client.authenticated = true
    this.client.mode = 0
  }

  /** Runs a command that does not wait; returns its reply, or throws the reply if it is an error. */
  call(argv: readonly Bytes[]): PlainReply {
    this.#perform(argv)
    if (this.client.blocked) {
      this.release()
      throw new UsageError('ERR_WOULD_WAIT', `'${argv[0]}' would have to wait; use run() instead.`)
    }
    return this.#answer()
  }

  /** The same for a command that may wait. */
  async run(argv: readonly Bytes[]): Promise<PlainReply> {
    this.#perform(argv)
    if (this.client.blocked) await this.#answered()
    return this.#answer()
  }

  /** From now on it waits for nothing and receives nothing. */
  release(): void {
    const { blocking, monitors, pubsub, tracking, watches } = this.#server
    watches.release(this.client)
    pubsub.release(this.client)
    blocking.release(this.client)
    tracking.disable(this.client)
    monitors.release(this.client)
  }

  /** Called by the outbox when the current commands have finished. */
  flush(): void {
    if (this.#onPushed !== undefined) this.#onPushed(this.#taken())
  }

  kill(): void {
    this.#onAnswered?.()
  }

  #pushed(): ReplyWriter {
    this.#server.outbox.add(this)
    return this.#reply
  }

  #perform(argv: readonly Bytes[]): void {
    const { clock, memory } = this.#server
    refuseWhileBusy(this.#server)
    clock.refresh()
    perform(this.client, [...argv], this.#reply)
    if (memory.limited) memory.settle()
  }

  #answered(): Promise<void> {
    return new Promise((resolve) => {
      this.#onAnswered = resolve
      void this.#server.ended.then(resolve)
    })
  }

  #answer(): PlainReply {
    const reply = plainReply(this.#taken())
    if (reply === undefined) throw new UsageError('ERR_CLOSED', 'The server has ended.')
    if (reply instanceof Error) throw reply
    return reply
  }

  #taken(): Bytes {
    return this.#output
      .take()
      .map((piece) => (typeof piece === 'string' ? piece : piece.toString('latin1')))
      .join('') as Bytes
  }
}
