import type { Cancel } from '@resident/keyspace'
import type { Client } from '../client.ts'
import type { Argv } from '../command.ts'
import { Gate } from '../gate.ts'
import { hold, letGo } from '../hold.ts'
import type { ServerPort } from '../server-port.ts'
import type { Row } from '../table.ts'
import { ArmedFault } from './armed-fault.ts'
import type { FaultInForce, FaultRule, Loading } from './fault-rule.ts'
import { Strike } from './strike.ts'

/** The effects on a client whose request waits, and the timer if it does not wait for the end of a rule. */
interface Held {
  readonly strike: Strike
  readonly cancel: Cancel | undefined
}

/**
 * Faults made on request: errors, delays, broken connections.
 *
 * For each request that a client sends, all rules are checked in the order in which they were added. Their delays add up;
 * of their other effects only the first counts. Commands run by EXEC and scripts are no requests.
 */
export class Faults {
  readonly #server: ServerPort
  readonly #rules = new Map<number, ArmedFault>()
  readonly #held = new Map<Client, Held>()
  /** What else is to happen to requests that have waited long enough. */
  readonly #due = new Map<Client, Strike>()
  #lastId = 0

  constructor(server: ServerPort) {
    this.#server = server
  }

  /** Adds a rule; returns its number. */
  add(rule: FaultRule): number {
    const id = ++this.#lastId
    const { random, clock } = this.#server
    this.#rules.set(id, new ArmedFault(id, rule, random, clock.now()))
    this.#server.guard(Gate.FAULTY, true)
    return id
  }

  /** Removes a rule; clients that it kept in a black hole go on. Returns whether it was there. */
  remove(id: number): boolean {
    if (!this.#rules.delete(id)) return false
    for (const [client, { strike }] of [...this.#held]) {
      if (strike.blackHole === id) this.#release(client, strike)
    }
    this.#heed()
    return true
  }

  /** Removes all rules. */
  clear(): void {
    for (const id of [...this.#rules.keys()]) this.remove(id)
  }

  /** The rules in force, in their order. */
  get all(): readonly FaultInForce[] {
    return [...this.#rules.values()]
  }

  /** The time of loading that a rule has the client see, if one does. */
  loadingFor(client: Client): Loading | undefined {
    for (const fault of this.#rules.values()) {
      const loading = fault.loadingFor(client)
      if (loading !== undefined) return loading
    }
    return undefined
  }

  /** What is to happen to a request that has come. If it must wait, the client is blocked, and the request comes again later. */
  meet(client: Client, row: Row | undefined, argv: Argv): Strike | undefined {
    const due = this.#due.get(client)
    if (due !== undefined) {
      this.#due.delete(client)
      this.#heed()
      return due
    }
    const strike = this.#strikeAt(client, row, argv)
    if (strike?.waits) this.#hold(client, argv, strike)
    return strike
  }

  /** The request was put off for another reason, and will come again: this is to happen then. */
  keep(client: Client, strike: Strike | undefined): void {
    if (strike === undefined) return
    this.#due.set(client, strike)
    this.#heed()
  }

  /** The client has disconnected. */
  forget(client: Client): void {
    this.#held.get(client)?.cancel?.()
    this.#held.delete(client)
    this.#due.delete(client)
  }

  #strikeAt(client: Client, row: Row | undefined, argv: Argv): Strike | undefined {
    let strike: Strike | undefined
    for (const fault of this.#rules.values()) {
      if (!fault.strikes(client, row, argv)) continue
      strike ??= new Strike()
      fault.addTo(strike)
    }
    return strike
  }

  #hold(client: Client, argv: Argv, strike: Strike): void {
    const { clock } = this.#server
    hold(client, argv)
    const cancel =
      strike.blackHole === undefined
        ? clock.at(clock.now() + strike.delay, () => this.#release(client, strike))
        : undefined
    this.#held.set(client, { strike, cancel })
  }

  #release(client: Client, strike: Strike): void {
    this.#held.delete(client)
    this.#due.set(client, strike)
    letGo(client)
  }

  /** Keeps the bit of the gate set as long as there are rules, or effects that are still to happen. */
  #heed(): void {
    this.#server.guard(
      Gate.FAULTY,
      this.#rules.size > 0 || this.#due.size > 0 || this.#held.size > 0,
    )
  }
}
