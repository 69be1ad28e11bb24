import { accountForRest } from './account.ts'
import type { Client } from './client.ts'
import type { Argv } from './command.ts'
import type { CommandError } from './errors.ts'
import { Gate } from './gate.ts'
import { hold, letGo } from './hold.ts'
import type { ServerPort } from './server-port.ts'
import type { Row } from './table.ts'

/** A command that is paused half-way. */
export interface Halted {
  readonly client: Client
  readonly row: Row
  readonly argv: Argv
  /** The reply to other requests meanwhile: BUSY. Absent: they wait. */
  readonly refusal?: CommandError
  /** Goes on for a while; returns whether the command is finished, and so has replied. */
  resume(): boolean
  /** Gives the command up: it will never go on. */
  abandon(): void
}

/**
 * The one command that is paused half-way, if there is one, and the whole server with it.
 *
 * A script that has run for too long goes on in slices, between which the event loop has its turn; other requests are
 * answered BUSY, except for the few commands that may always run. A command that must wait for the system (CONFIG SET
 * port) goes on when the system has answered; other requests wait, too, as in Redis, where such a call blocks the
 * process. Meanwhile the clock is held, no blocked client is served, and nothing expires. The command's client is blocked.
 */
export class Suspension {
  readonly #server: ServerPort
  readonly #nextTurn: (task: () => void) => void
  #halted: Halted | undefined
  /** What remains to be done when it is finished: the rest of its transaction. */
  #rest: (() => void)[] = []
  /** How long it has run since it was halted, in milliseconds. */
  #worked = 0
  readonly #held = new Set<Client>()

  /** `nextTurn` runs a task after the input and output that are ready now. */
  constructor(server: ServerPort, nextTurn: (task: () => void) => void) {
    this.#server = server
    this.#nextTurn = nextTurn
  }

  get active(): boolean {
    return this.#halted !== undefined
  }

  /** Whether other requests wait until the command is finished. */
  get holdsOthers(): boolean {
    return this.#halted !== undefined && this.#halted.refusal === undefined
  }

  /** The error for commands that may not run now, if there is one. */
  get refusal(): CommandError | undefined {
    return this.#halted?.refusal
  }

  /** Pauses the command, which goes on in the next turn of the event loop. Its handler must return without a reply. */
  begin(halted: Halted): void {
    this.#halt(halted)
    this.#nextTurn(this.#step)
  }

  /** The same for a command that goes on when `until` is settled, either way. */
  await(halted: Halted, until: Promise<unknown>): void {
    this.#halt(halted)
    const goOn = (): void => {
      if (this.#halted === halted) this.#nextTurn(this.#step)
    }
    until.then(goOn, goOn)
  }

  /** Puts a client's request off until the command is finished. */
  keep(client: Client, argv: Argv): void {
    hold(client, argv)
    this.#held.add(client)
  }

  /** The client has disconnected. */
  release(client: Client): void {
    this.#held.delete(client)
  }

  /** Runs `task` when the paused command is finished. */
  afterwards(task: () => void): void {
    this.#rest.push(task)
  }

  /** Gives the paused command up, when the server shuts down or its data is replaced. */
  cancel(): void {
    const halted = this.#halted
    if (halted === undefined) return
    halted.abandon()
    this.#leave(halted.client)
    this.#letGoOthers()
  }

  #halt(halted: Halted): void {
    this.#halted = halted
    this.#worked = 0
    if (!halted.client.blocked) this.#hold(halted.client, true)
  }

  readonly #step = (): void => {
    const halted = this.#halted
    if (halted === undefined) return
    const { client, row } = halted
    const { tracking } = this.#server
    try {
      this.#goOn(halted)
    } catch (error) {
      this.#breakOff(halted, error)
    }
    tracking.end(client, row)
  }

  #goOn(halted: Halted): void {
    const { client, row, argv } = halted
    const { tracking, clock } = this.#server
    tracking.begin(client)
    tracking.execute()
    if (row.runsScript) tracking.beginScript(row, argv)
    const start = clock.elapsed()
    const isThrough = this.#resume(halted)
    this.#worked += clock.elapsed() - start
    if (!isThrough) return this.#nextTurn(this.#step)
    this.#halted = undefined
    accountForRest(client, row, argv, this.#worked * 1000)
    this.#finish(client)
  }

  #resume(halted: Halted): boolean {
    try {
      return halted.resume()
    } catch (error) {
      this.#server.onFault({ error, command: halted.row.fullName, client: halted.client })
      return true
    }
  }

  /** The command is finished, and so is its transaction unless another of its commands halts. */
  #finish(client: Client): void {
    while (this.#halted === undefined && this.#rest.length > 0) this.#rest.shift()!()
    if (this.#halted !== undefined) return
    const { blocking, tracking } = this.#server
    this.#leave(client)
    tracking.answered()
    if (blocking.pending) blocking.serve()
    client.connection.unblocked()
    this.#letGoOthers()
  }

  /** After a bug of ours outside the command: its client is disconnected, and all others go on. */
  #breakOff({ client, row }: Halted, error: unknown): void {
    this.#server.onFault({ error, command: row.fullName, client })
    client.connection.kill()
    this.#halted?.abandon()
    this.#leave(client)
    this.#letGoOthers()
  }

  #leave(client: Client): void {
    this.#halted = undefined
    this.#rest = []
    if (client.blocked) this.#hold(client, false)
  }

  #hold(client: Client, on: boolean): void {
    const { clock, blocking } = this.#server
    client.blocked = on
    blocking.held = on
    this.#server.guard(Gate.BUSY, on)
    if (on) clock.hold()
    else clock.release()
  }

  #letGoOthers(): void {
    const held = [...this.#held]
    this.#held.clear()
    for (const client of held) letGo(client)
  }
}
