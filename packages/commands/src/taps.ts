import { type Bytes, EMPTY, fromUtf8, owned } from '@resident/bytes'
import type { Client } from './client.ts'
import type { Argv } from './command.ts'
import { CommandError } from './errors.ts'
import { Gate } from './gate.ts'
import type { ServerPort } from './server-port.ts'
import type { Row } from './table.ts'

/** One request of a client, as taps are shown it. */
export interface Call {
  readonly client: Client
  /** The number of its database when it came. */
  readonly db: number
  /** `undefined`: there is no such command. */
  readonly row: Row | undefined
  /** Owns its bytes. */
  readonly argv: Argv
  /** Unix milliseconds of the server's clock. */
  readonly at: number
  /** The number of its client's round trip that it belongs to (see `AnswerPort`). */
  readonly roundTrip: number
}

/** An observer of requests, in the embedding program. */
export interface Tap {
  /** Called before anything else is done about the request. What it throws is the client's reply. */
  before?(call: Call): void
  /**
   * Called when the request has been answered with these bytes of protocol (none if CLIENT REPLY mutes them or the
   * connection was closed), `milliseconds` after it came, waiting included.
   */
  after?(call: Call, answer: Bytes, milliseconds: number): void
}

/** A call that is not answered yet. */
interface Begun {
  readonly call: Call
  readonly since: number
}

/**
 * The taps of the embedding program, which are shown every request of every client, before it is executed and when it is
 * answered. Without taps, requests do not pass through here.
 */
export class Taps {
  readonly #server: ServerPort
  readonly #taps = new Set<Tap>()
  readonly #begun = new Map<Client, Begun>()

  constructor(server: ServerPort) {
    this.#server = server
  }

  add(tap: Tap): void {
    this.#taps.add(tap)
    this.#server.guard(Gate.TAPPED, true)
  }

  remove(tap: Tap): void {
    this.#taps.delete(tap)
    if (this.#taps.size > 0) return
    this.#server.guard(Gate.TAPPED, false)
    this.#begun.clear()
  }

  /** A request has come, or comes again after it had to wait. Returns the refusal that a tap has thrown, if any. */
  begin(client: Client, row: Row | undefined, argv: Argv): CommandError | undefined {
    if (this.#taps.size === 0 || this.#begun.has(client)) return undefined
    const { clock } = this.#server
    const call: Call = {
      client,
      db: client.db.index,
      row,
      argv: argv.map(owned),
      at: clock.now(),
      roundTrip: client.connection.answers!.roundTrip,
    }
    this.#begun.set(client, { call, since: clock.elapsed() })
    return this.#announce(call)
  }

  /** The client's request has been answered. */
  end(client: Client, answer: Bytes): void {
    const begun = this.#begun.get(client)
    if (begun === undefined) return
    this.#begun.delete(client)
    const milliseconds = this.#server.clock.elapsed() - begun.since
    for (const tap of this.#taps) {
      try {
        tap.after?.(begun.call, answer, milliseconds)
      } catch (error) {
        this.#server.onFault({ error, command: nameOf(begun.call), client })
      }
    }
  }

  /** A client that waited goes on: its request has been answered, unless it was put off and is executed only now. */
  goesOn(client: Client): void {
    if (client.postponed === undefined) this.end(client, client.connection.answers!.unsent)
  }

  /** The client has disconnected, so its request gets no reply. */
  forget(client: Client): void {
    this.end(client, EMPTY)
  }

  #announce(call: Call): CommandError | undefined {
    let refusal: CommandError | undefined
    for (const tap of this.#taps) {
      try {
        tap.before?.(call)
      } catch (thrown) {
        refusal ??= refusalFrom(thrown)
      }
    }
    return refusal
  }
}

/** The command's name as in COMMAND INFO: `get`, `client|list`; an unknown one as it was sent, in lower case. */
export function nameOf({ row, argv }: Call): string {
  return row?.fullName ?? argv[0]!.toLowerCase()
}

/** The error reply for what a tap has thrown. */
function refusalFrom(thrown: unknown): CommandError {
  if (thrown instanceof CommandError) return thrown
  return new CommandError(
    'ERR',
    fromUtf8(thrown instanceof Error ? thrown.message : String(thrown)),
  )
}
