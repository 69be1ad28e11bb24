import { accountForRest } from './account.ts'
import type { Client } from './client.ts'
import type { Argv } from './command.ts'
import type { CommandError } from './errors.ts'
import { Gate } from './gate.ts'
import { hold, letGo } from './hold.ts'
import type { ServerPort } from './server-port.ts'
import type { Row } from './table.ts'

/** A command that stands still half-way. */
export interface Halted {
  readonly client: Client
  readonly row: Row
  readonly argv: Argv
  /** What everybody else is answered meanwhile: BUSY. Absent: they wait. */
  readonly refusal?: CommandError
  /** Goes on for a while; says whether the command is through. It has answered then. */
  resume(): boolean
  /** Never goes on. */
  abandon(): void
}

/**
 * The one command that stands still half-way, if there is one, and the server with it.
 *
 * A script that has run for so long that others must be heard goes on in slices, between which the event loop has its
 * turn; others are told that the server is busy, but for the few commands that may always run. A command that must wait
 * for the system (CONFIG SET port) goes on when the system has answered; others wait with it, as they do in Redis, where
 * such a call stops the process. Meanwhile no time passes, nobody who waits is served, nothing expires. The command's
 * client is blocked.
 */
export class Suspension {
  readonly #server: ServerPort
  readonly #nextTurn: (task: () => void) => void
  #halted: Halted | undefined
  /** What remains to be done when it is through: the rest of its transaction. */
  #rest: (() => void)[] = []
  /** For how long it has worked since it was halted, in milliseconds. */
  #worked = 0
  readonly #held = new Set<Client>()

  /** `nextTurn` runs a task after the input and output that is ready now. */
  constructor(server: ServerPort, nextTurn: (task: () => void) => void) {
    this.#server = server
    this.#nextTurn = nextTurn
  }

  get active(): boolean {
    return this.#halted !== undefined
  }

  /** Whether whoever asks for something waits until the command is through. */
  get holdsOthers(): boolean {
    return this.#halted !== undefined && this.#halted.refusal === undefined
  }

  /** What a command is answered that may not run now. */
  get refusal(): CommandError | undefined {
    return this.#halted?.refusal
  }

  /** The command stands still, and goes on from the next turn of the event loop. Its handler returns without an answer. */
  begin(halted: Halted): void {
    this.#halt(halted)
    this.#nextTurn(this.#step)
  }

  /** The same for a command that goes on when `until` is settled, however that is. */
  await(halted: Halted, until: Promise<unknown>): void {
    this.#halt(halted)
    const goOn = (): void => {
      if (this.#halted === halted) this.#nextTurn(this.#step)
    }
    until.then(goOn, goOn)
  }

  /** The client's request waits until the command is through. */
  keep(client: Client, argv: Argv): void {
    hold(client, argv)
    this.#held.add(client)
  }

  /** The client waits no more: it has gone. */
  release(client: Client): void {
    this.#held.delete(client)
  }

  /** Runs `task` when what now stands still is through. */
  afterwards(task: () => void): void {
    this.#rest.push(task)
  }

  /** The server ends or begins anew: what stands still never goes on. */
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

  /** The command is through: so is its transaction, unless another command of it halts. */
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

  /** We have a bug beside the command: its client is lost, and everybody else goes on. */
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
