import type { Bytes } from '@resident/bytes'
import { type Cancel, type Held, type Keyspace, typeOf } from '@resident/keyspace'
import type { ReplyWriter } from '@resident/protocol'
import type { ValueType } from '@resident/storage'
import { accountForUnblocked } from './account.ts'
import type { Client } from './client.ts'
import type { Argv } from './command.ts'
import { type CommandError, INTERNAL } from './errors.ts'
import { say } from './execute.ts'
import { Gate } from './gate.ts'
import { refusalIn } from './refusal-in.ts'
import type { Row } from './table.ts'

/** What a client waits for. */
export interface Wait {
  /** The type of value that is waited for; absent where there are no keys. */
  readonly type?: ValueType
  readonly keys: readonly Bytes[]
  /** Milliseconds; 0 for ever. */
  readonly timeout: number
  /** Whether `serve` must be called, too, when a key was deleted or its value replaced. */
  readonly needsKey?: true
  /** Whether tracking clients are told of the pop from a list, too, and not only of the push before it. */
  readonly tellsPop?: boolean | undefined
  /** Tries to reply from a key that may be ready; returns whether it has. A refusal that it throws is the reply. */
  serve(key: Bytes, reply: ReplyWriter): boolean
  /** Writes the reply for a time-out. */
  giveUp(reply: ReplyWriter): void
}

/** A client that waits, and the database that its keys are in. */
interface Waiter {
  readonly client: Client
  readonly db: Keyspace
  readonly wait: Wait
  readonly cancel: Cancel | undefined
  /** Its request, known once its handler has returned, and how long that took. */
  request: { readonly row: Row; readonly argv: Argv; readonly microseconds: number } | undefined
}

/**
 * Clients that wait for keys.
 *
 * The life of a blocked client: a handler that finds nothing calls `block`; its connection then executes
 * nothing more. When one of its keys gets a value (`ready`), that is noted. When the command or transaction
 * that did so is finished, `serve` goes through the noted keys in the order they became ready, and through
 * the clients that wait for each in the order they came. Serving may make other keys ready (BLMOVE), so it
 * repeats. A client stops waiting when it is served, times out, is unblocked or disconnects.
 */
export class Blocking {
  readonly #waiters = new Map<Client, Waiter>()
  readonly #byKey = new Map<Keyspace, Map<Bytes, Set<Waiter>>>()
  #ready: { readonly db: Keyspace; readonly key: Bytes }[] = []
  /** How many clients wait for a value of each type. */
  readonly #types = new Map<ValueType, number>()

  /** Nobody may be served now: a command is paused half-way (see `Suspension`). */
  held = false

  /** Whether `serve` has something to do. */
  get pending(): boolean {
    return this.#ready.length > 0 && !this.held
  }

  /** How many clients wait. */
  get size(): number {
    return this.#waiters.size
  }

  /** How many of them have a time-out. */
  get timed(): number {
    let timed = 0
    for (const { wait } of this.#waiters.values()) if (wait.timeout > 0) timed++
    return timed
  }

  block(client: Client, wait: Wait): void {
    const { clock } = client.server
    const cancel =
      wait.timeout === 0
        ? undefined
        : clock.at(clock.now() + wait.timeout, () => this.giveUp(client))
    const waiter: Waiter = { client, db: client.db, wait, cancel, request: undefined }
    this.#waiters.set(client, waiter)
    this.#count(wait, 1)
    client.blocked = true
    for (const key of wait.keys) {
      const waiters = this.#waitersFor(waiter.db)
      const already = waiters.get(key)
      if (already === undefined) waiters.set(key, new Set([waiter]))
      else already.add(waiter)
    }
  }

  /** The key has got a value. It is noted only if some client waits for a value of its type, under whatever key, as in Redis. */
  ready(db: Keyspace, key: Bytes): void {
    if (this.#byKey.get(db)?.has(key)) this.#note(db, key, db.peek(key))
  }

  /** The key was deleted, or its value replaced. */
  gone(db: Keyspace, key: Bytes): void {
    for (const { wait } of this.#byKey.get(db)?.get(key) ?? []) {
      if (wait.needsKey) return void this.#ready.push({ db, key })
    }
  }

  /** All keys of `db` are about to be deleted, or exchanged for those of `incoming`. */
  emptied(db: Keyspace, incoming: Keyspace | undefined): void {
    for (const key of this.#byKey.get(db)?.keys() ?? []) {
      this.#note(db, key, incoming?.peek(key))
    }
  }

  /** Serves those who wait for keys that have become ready. */
  serve(): void {
    while (this.#ready.length > 0) {
      const round = this.#ready
      this.#ready = []
      for (const { db, key } of round) {
        for (const waiter of [...(this.#byKey.get(db)?.get(key) ?? [])]) this.#try(waiter, key)
      }
    }
  }

  /** The client's time is up. */
  giveUp(client: Client): void {
    const waiter = this.#waiters.get(client)
    if (waiter === undefined) return
    this.#leave(waiter)
    waiter.wait.giveUp(client.connection.reply)
    client.connection.unblocked()
  }

  /** Remembers the command that blocked the client: it is accounted for in full when the client goes on. */
  suspend(client: Client, row: Row, argv: Argv, microseconds: number): void {
    const waiter = this.#waiters.get(client)
    if (waiter !== undefined) waiter.request = { row, argv, microseconds }
  }

  /** The request that blocked the client, if it is blocked here. */
  requestOf(client: Client): Argv | undefined {
    return this.#waiters.get(client)?.request?.argv
  }

  /**
   * Unblocks the client as if it had timed out or, if there is a refusal, with that; returns whether it was blocked here.
   * By then Redis has forgotten its request, so SLOWLOG shows none of it.
   */
  unblock(client: Client, refusal?: CommandError): boolean {
    const waiter = this.#waiters.get(client)
    if (waiter === undefined) return false
    if (waiter.request !== undefined) waiter.request = { ...waiter.request, argv: [] }
    this.#end(waiter, refusal, true)
    return true
  }

  /** What the client waits for is over, and went well, or has failed. */
  conclude(client: Client, refusal: CommandError | undefined): void {
    const waiter = this.#waiters.get(client)
    if (waiter !== undefined) this.#end(waiter, refusal, refusal !== undefined)
  }

  /** Unblocks all clients for whose keys `refusalOf` gives a refusal. */
  refuse(refusalOf: (keys: readonly Bytes[]) => CommandError | undefined): void {
    for (const { client, wait } of [...this.#waiters.values()]) {
      const refusal = refusalOf(wait.keys)
      if (refusal !== undefined) this.conclude(client, refusal)
    }
  }

  /** The client has disconnected. */
  release(client: Client): void {
    const waiter = this.#waiters.get(client)
    if (waiter !== undefined) this.#leave(waiter)
  }

  #end(waiter: Waiter, refusal: CommandError | undefined, failed: boolean): void {
    const { client, wait } = waiter
    this.#leave(waiter)
    const { reply } = client.connection
    if (refusal !== undefined) say(client, refusal, reply)
    else wait.giveUp(reply)
    account(waiter, 0, failed)
    client.connection.unblocked()
  }

  #try(waiter: Waiter, key: Bytes): void {
    const { client, wait } = waiter
    const { gate, tracking } = client.server
    if ((gate & Gate.TRACKED) === 0) return this.#serve(waiter, key)
    tracking.beginServing(client, wait.type === 'list' && wait.tellsPop !== true ? key : undefined)
    this.#serve(waiter, key)
    tracking.served()
  }

  #serve(waiter: Waiter, key: Bytes): void {
    const { client, wait } = waiter
    const { clock } = client.server
    const { reply } = client.connection
    const start = clock.elapsed()
    const mark = reply.mark()
    let thrown: unknown
    let refusal: CommandError | undefined
    try {
      if (!wait.serve(key, reply)) return
    } catch (error) {
      thrown = error
      refusal = refusalIn(error)
      reply.rollback(mark)
      say(client, refusal, reply)
    }
    this.#leave(waiter)
    account(waiter, (clock.elapsed() - start) * 1000, refusal !== undefined)
    client.connection.unblocked()
    // The fault is reported for this client, and not for the one that made the key ready.
    if (refusal === INTERNAL) reportFault(waiter, thrown)
  }

  #note(db: Keyspace, key: Bytes, held: Held | undefined): void {
    if (held !== undefined && this.#types.has(typeOf(held))) this.#ready.push({ db, key })
    else this.gone(db, key)
  }

  #count({ type }: Wait, by: 1 | -1): void {
    if (type === undefined) return
    const count = (this.#types.get(type) ?? 0) + by
    if (count === 0) this.#types.delete(type)
    else this.#types.set(type, count)
  }

  #leave(waiter: Waiter): void {
    this.#count(waiter.wait, -1)
    waiter.cancel?.()
    waiter.client.blocked = false
    this.#waiters.delete(waiter.client)
    const waiters = this.#waitersFor(waiter.db)
    for (const key of waiter.wait.keys) {
      const left = waiters.get(key)
      left?.delete(waiter)
      if (left?.size === 0) waiters.delete(key)
    }
  }

  #waitersFor(db: Keyspace): Map<Bytes, Set<Waiter>> {
    let waiters = this.#byKey.get(db)
    if (waiters === undefined) {
      waiters = new Map()
      this.#byKey.set(db, waiters)
    }
    return waiters
  }
}

function reportFault({ client, request }: Waiter, error: unknown): void {
  client.server.onFault({ error, command: request?.row.fullName ?? 'blocking', client })
}

/** Accounts for the client's command, which took some more microseconds to be answered. */
function account({ client, request }: Waiter, microseconds: number, refused: boolean): void {
  if (request === undefined) return
  const { row, argv, microseconds: before } = request
  if (refused) row.failed++
  accountForUnblocked(client, row, argv, before, microseconds)
}
