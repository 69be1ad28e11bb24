import type { Cancel } from '@resident/keyspace'
import { type Client, Mode } from './client.ts'
import type { Argv } from './command.ts'
import { Gate } from './gate.ts'
import { hold, letGo } from './hold.ts'
import type { ServerPort } from './server-port.ts'
import type { Row } from './table.ts'

/** What CLIENT PAUSE holds back; each scope includes those before it. */
const SCOPES = ['nothing', 'write', 'all'] as const
export type PauseScope = (typeof SCOPES)[number]

/**
 * CLIENT PAUSE: clients whose next command must wait.
 *
 * A held client is blocked: its connection keeps the request, and executes nothing more. When the pause ends, the
 * requests are executed again, in the order in which they were held. Meanwhile the data does not change by itself:
 * nothing is expired or evicted, though a key past its time is not seen.
 */
export class Pause {
  readonly #server: ServerPort
  readonly #held = new Set<Client>()
  #scope: PauseScope = 'nothing'
  #end = 0
  #cancel: Cancel | undefined

  constructor(server: ServerPort) {
    this.#server = server
  }

  get active(): boolean {
    return this.#scope !== 'nothing'
  }

  /** How many clients are held. */
  get size(): number {
    return this.#held.size
  }

  /** Pauses until `end` (Unix milliseconds). A pause that is in force gets neither shorter nor narrower. */
  start(scope: PauseScope, end: number): void {
    this.#scope = SCOPES[Math.max(SCOPES.indexOf(scope), SCOPES.indexOf(this.#scope))]!
    this.#end = Math.max(this.#end, end)
    // As in C, a time that overflows 64 bits lies in the past.
    if (this.#end <= this.#server.clock.now() || this.#end >= 2 ** 63) return this.end()
    this.#cancel?.()
    this.#cancel = this.#server.clock.at(this.#end, () => this.end())
    this.#server.guard(Gate.PAUSED, true)
    this.#server.databases.keepStill(true)
  }

  end(): void {
    this.#cancel?.()
    this.#cancel = undefined
    this.#scope = 'nothing'
    this.#end = 0
    this.#server.guard(Gate.PAUSED, false)
    this.#server.databases.keepStill(false)
    for (const client of [...this.#held]) this.retry(client)
  }

  /** Whether the command must wait. */
  stops(client: Client, row: Row, argv: Argv): boolean {
    if (client.is(Mode.MONITOR) || row.command.governs === true) return false
    return this.#scope === 'all' || (this.#scope === 'write' && mayReplicate(client, row, argv))
  }

  hold(client: Client, argv: Argv): void {
    hold(client, argv)
    this.#held.add(client)
  }

  /** Whether the client is held. */
  holds(client: Client): boolean {
    return this.#held.has(client)
  }

  /** Has the client's request executed again: soon, but not within this call. */
  retry(client: Client): void {
    this.#held.delete(client)
    letGo(client)
  }

  /** The client has disconnected. */
  release(client: Client): void {
    this.#held.delete(client)
  }
}

/** Whether the request may be propagated to replicas: it writes, or is one of the others that Redis propagates. */
export function mayReplicate(client: Client, row: Row, argv: Argv): boolean {
  if (row.fullName === 'exec') return anyQueued(client, mayReplicate)
  return row.mayReplicate && (row.command.declared?.(client, argv)?.write ?? true)
}

/** Whether something is so of a command that the client's EXEC would run. */
export function anyQueued(
  client: Client,
  isSo: (client: Client, row: Row, argv: Argv) => boolean,
): boolean {
  return client.queue.some(({ row, argv }) => isSo(client, row, argv))
}
