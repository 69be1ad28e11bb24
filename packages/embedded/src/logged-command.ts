import { type Bytes, toUtf8 } from '@resident/bytes'
import { type Call, keysOf, nameOf, shownArgv } from '@resident/commands'
import { ErrorReply, type PlainReply, plainReply } from './plain-reply.ts'

/** The client that sent a command, as it was at that moment. */
export interface LoggedClient {
  readonly id: number
  /** Its name as set by CLIENT SETNAME, or ''. */
  readonly name: string
  readonly address: string
}

/** One command that a client sent. */
export class LoggedCommand {
  /** As COMMAND INFO names it: `get`, `config|set`; an unknown command as it was sent, in lower case. */
  readonly command: string
  readonly client: LoggedClient
  readonly db: number
  /** By the server's clock. */
  readonly at: Date
  /** From its arrival to its reply, waiting included; `undefined` until it is answered. */
  milliseconds: number | undefined
  /** The same number for all commands that a client sent without waiting for a reply in between, as in a pipeline. */
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

  /** The words after the first, as UTF-8 text; a subcommand such as the `SET` of CONFIG SET comes first. Passwords are hidden. */
  get args(): readonly string[] {
    const { row, argv } = this.#call
    this.#args ??= (row === undefined ? argv : shownArgv(row, argv)).slice(1).map(toUtf8)
    return this.#args
  }

  /** The client's reply; `undefined` while it waits for one, and if there is none. */
  get reply(): PlainReply | undefined {
    if (this.#reply === undefined && this.#answer !== undefined) {
      this.#reply = plainReply(this.#answer)
    }
    return this.#reply
  }

  /** The reply, if it is an error. */
  get error(): ErrorReply | undefined {
    return this.reply instanceof ErrorReply ? this.reply : undefined
  }

  /** The command as one would type it: `GET user:1`. */
  toString(): string {
    return [this.command.replace('|', ' ').toUpperCase(), ...this.#shownArgs()].join(' ')
  }

  /** Called by the log. */
  answered(answer: Bytes, milliseconds: number): void {
    this.#answer = answer
    this.milliseconds = milliseconds
  }

  /** Whether one of the request's keys matches. */
  hasKey(matches: (key: Bytes) => boolean): boolean {
    const { row, argv } = this.#call
    if (row === undefined || !row.fits(argv.length)) return false
    return keysOf(row.command, argv).some(({ index }) => matches(argv[index]!))
  }

  /** Without a subcommand's name, which is part of the command's. */
  #shownArgs(): readonly string[] {
    const args = this.command.includes('|') ? this.args.slice(1) : this.args
    return args.map((each) => (/^[^\s"]+$/.test(each) ? each : JSON.stringify(each)))
  }
}
