import { type Bytes, EMPTY, fromUtf8, owned } from '@resident/bytes'
import type { Client } from './client.ts'
import type { Argv } from './command.ts'
import { CommandError } from './errors.ts'
import { Gate } from './gate.ts'
import type { ServerPort } from './server-port.ts'
import type { Row } from './table.ts'

/** One request of a client, as whoever looks on is shown it. */
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
  /** Its client's how-manieth round trip it belongs to (see `AnswerPort`). */
  readonly roundTrip: number
}

/** Who looks on. */
export interface Tap {
  /** Before anything else is done about the request. What it throws is the client's answer. */
  before?(call: Call): void
  /**
   * The request is answered with these bytes of protocol (none, if the client does not listen or its connection was
   * cut); `milliseconds` after it came, waiting included.
   */
  after?(call: Call, answer: Bytes, milliseconds: number): void
}

/** A call that is not answered yet. */
interface Begun {
  readonly call: Call
  readonly since: number
}

/**
 * Those of the embedding program who are shown every request of every client, before it is executed and when it is
 * answered. Without any, requests do not come by here.
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

  /** A request has come, or comes again after it had to wait. Gives the refusal that one of those who look on wants. */
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

  /** It is answered. */
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

  /** A client that waited goes on: it has been answered, unless its request is only now to be executed. */
  goesOn(client: Client): void {
    if (client.postponed === undefined) this.end(client, client.connection.answers!.unsent)
  }

  /** The client has gone, and with it whoever could be answered. */
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

/** As COMMAND INFO names it: `get`, `client|list`; what there is not, as it was sent, in small letters. */
export function nameOf({ row, argv }: Call): string {
  return row?.fullName ?? argv[0]!.toLowerCase()
}

/** The error that a hook wants its client to see. */
function refusalFrom(thrown: unknown): CommandError {
  if (thrown instanceof CommandError) return thrown
  return new CommandError(
    'ERR',
    fromUtf8(thrown instanceof Error ? thrown.message : String(thrown)),
  )
}
