import { type Bytes, toUtf8 } from '@resident/bytes'
import { type Call, keysOf, nameOf, shownArgv } from '@resident/commands'
import { ErrorReply, type PlainReply, plainReply } from './plain-reply.ts'

/** Who sent a command, as it was then. */
export interface LoggedClient {
  readonly id: number
  /** What it has named itself (CLIENT SETNAME); '' if it has not. */
  readonly name: string
  readonly address: string
}

/** One command that a client sent. */
export class LoggedCommand {
  /** As COMMAND INFO names it: `get`, `config|set`; what there is not, as it was sent, in small letters. */
  readonly command: string
  readonly client: LoggedClient
  readonly db: number
  /** By the server's clock. */
  readonly at: Date
  /** From its coming to its answer, waiting included; `undefined` until then. */
  milliseconds: number | undefined
  /** Commands that one client sent without waiting for an answer in between, as those of a pipeline, have the same. */
  readonly roundTrip: number
  readonly #call: Call
  #answer: Bytes | undefined
  #args: readonly string[] | undefined
  #reply: PlainReply | undefined

  constructor(call: Call) {
    this.#call = call
    this.command = nameOf(call)
    this.client = {
      id: call.client.id,
      name: toUtf8(call.client.name),
      address: toUtf8(call.client.connection.address),
    }
    this.db = call.db
    this.at = new Date(call.at)
    this.roundTrip = call.roundTrip
  }

  /** What followed the first word, as UTF-8 text: of CONFIG SET, `SET` is the first. Passwords are not shown. */
  get args(): readonly string[] {
    const { row, argv } = this.#call
    this.#args ??= (row === undefined ? argv : shownArgv(row, argv)).slice(1).map(toUtf8)
    return this.#args
  }

  /** What the client was answered; `undefined` as long as it waits, and where it was answered nothing. */
  get reply(): PlainReply | undefined {
    if (this.#reply === undefined && this.#answer !== undefined) {
      this.#reply = plainReply(this.#answer)
    }
    return this.#reply
  }

  /** The error that it was answered, if it was one. */
  get error(): ErrorReply | undefined {
    return this.reply instanceof ErrorReply ? this.reply : undefined
  }

  /** `GET user:1`, as one would type it. */
  toString(): string {
    return [this.command.replace('|', ' ').toUpperCase(), ...this.#shownArgs()].join(' ')
  }

  /** Called by the log. */
  answered(answer: Bytes, milliseconds: number): void {
    this.#answer = answer
    this.milliseconds = milliseconds
  }

  /** Whether the request has this key. */
  hasKey(matches: (key: Bytes) => boolean): boolean {
    const { row, argv } = this.#call
    if (row === undefined || !row.fits(argv.length)) return false
    return keysOf(row.command, argv).some(({ index }) => matches(argv[index]!))
  }

  /** A subcommand's name is in the command's. */
  #shownArgs(): readonly string[] {
    const args = this.command.includes('|') ? this.args.slice(1) : this.args
    return args.map((each) => (/^[^\s"]+$/.test(each) ? each : JSON.stringify(each)))
  }
}
