import { accountForRest } from './account.ts'
import type { Client } from './client.ts'
import type { Argv } from './command.ts'
import type { CommandError } from './errors.ts'
import { Gate } from './gate.ts'
import type { ServerPort } from './server-port.ts'
import type { Row } from './table.ts'

/** A command that stands still half-way. */
export interface Halted {
  readonly client: Client
  readonly row: Row
  readonly argv: Argv
  /** What everybody else is answered meanwhile: BUSY. */
  readonly refusal: CommandError
  /** Goes on for a while; says whether the command is through. It has answered then. */
  resume(): boolean
  /** Never goes on. */
  abandon(): void
}

/**
 * The one command that has run for so long that others must be heard, if there is one: a script.
 *
 * It goes on in slices, between which the event loop has its turn. Meanwhile no other command runs, but for the few
 * that may always; no time passes, nobody who waits is served, nothing expires. Its client is blocked.
 */
export class Suspension {
  readonly #server: ServerPort
  readonly #nextTurn: (task: () => void) => void
  #halted: Halted | undefined
  /** What remains to be done when it is through: the rest of its transaction. */
  #rest: (() => void)[] = []
  /** For how long it has worked since it was halted, in milliseconds. */
  #worked = 0

  /** `nextTurn` runs a task after the input and output that is ready now. */
  constructor(server: ServerPort, nextTurn: (task: () => void) => void) {
    this.#server = server
    this.#nextTurn = nextTurn
  }

  get active(): boolean {
    return this.#halted !== undefined
  }

  /** What a command is answered that may not run now. */
  get refusal(): CommandError | undefined {
    return this.#halted?.refusal
  }

  /** The command stands still, and goes on from the next turn of the event loop. Its handler returns without an answer. */
  begin(halted: Halted): void {
    this.#halted = halted
    this.#worked = 0
    if (!halted.client.blocked) this.#hold(halted.client, true)
    this.#nextTurn(this.#step)
  }

  /** Runs `task` when what now stands still is through. */
  afterwards(task: () => void): void {
    this.#rest.push(task)
  }

  /** The server ends or begins anew: what stands still never goes on. */
  cancel(): void {
    const halted = this.#halted
    if (halted === undefined) return
    this.#halted = undefined
    this.#rest = []
    halted.abandon()
    this.#hold(halted.client, false)
  }

  readonly #step = (): void => {
    const halted = this.#halted
    if (halted === undefined) return
    const { client, row, argv } = halted
    const { tracking, clock } = this.#server
    tracking.begin(client)
    tracking.execute()
    tracking.beginScript(row, argv)
    const start = clock.elapsed()
    const isThrough = this.#resume(halted)
    this.#worked += clock.elapsed() - start
    if (isThrough) {
      accountForRest(client, row, argv, this.#worked * 1000)
      this.#finish(client)
    } else this.#nextTurn(this.#step)
    tracking.end(client, row)
  }

  #resume(halted: Halted): boolean {
    try {
      return halted.resume()
    } catch (error) {
      this.#server.onFault({ error, command: halted.row.fullName, client: halted.client })
      return true
    }
  }

  /** The command is through: so is its transaction, unless another command of it halts. */
  #finish(client: Client): void {
    this.#halted = undefined
    while (this.#halted === undefined && this.#rest.length > 0) this.#rest.shift()!()
    if (this.#halted !== undefined) return
    this.#hold(client, false)
    const { blocking, tracking } = this.#server
    tracking.answered()
    if (blocking.pending) blocking.serve()
    client.connection.unblocked()
  }

  #hold(client: Client, on: boolean): void {
    const { clock, blocking } = this.#server
    client.blocked = on
    blocking.held = on
    this.#server.guard(Gate.BUSY, on)
    if (on) clock.hold()
    else clock.release()
  }
}
