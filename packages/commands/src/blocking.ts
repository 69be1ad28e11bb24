import type { Bytes } from '@resident/bytes'
import { type Cancel, type Keyspace, WRONG_TYPE } from '@resident/keyspace'
import type { ReplyWriter } from '@resident/protocol'
import type { Client } from './client.ts'
import { CommandError, WRONGTYPE } from './errors.ts'

/** What a client waits for. */
export interface Wait {
  readonly keys: readonly Bytes[]
  /** Milliseconds; 0 for ever. */
  readonly timeout: number
  /** Whether `serve` is to look, too, when nothing stands under a key any more. */
  readonly needsKey?: true
  /** Tries to answer from a key that something was stored under; says whether it has. A refusal that it throws is the answer. */
  serve(key: Bytes, reply: ReplyWriter): boolean
  /** Answers when the time is up. */
  giveUp(reply: ReplyWriter): void
}

/** A client that waits, and in which database. */
interface Waiter {
  readonly client: Client
  readonly db: Keyspace
  readonly wait: Wait
  readonly cancel: Cancel | undefined
}

/**
 * Clients that wait for keys.
 *
 * The life of a blocked client: a handler that finds nothing calls `block`; its connection then executes
 * nothing more. When something is stored under one of its keys (`ready`), that is noted; when the command or
 * transaction that did so is through, `serve` goes through the noted keys in the order of their readiness, and
 * through those who wait for each in the order of their coming. Serving may make other keys ready (BLMOVE), so it
 * repeats. A client leaves by being served, by its time-out, or by going away.
 */
export class Blocking {
  readonly #waiters = new Map<Client, Waiter>()
  readonly #byKey = new Map<Keyspace, Map<Bytes, Set<Waiter>>>()
  #ready: { readonly db: Keyspace; readonly key: Bytes }[] = []

  /** Whether `serve` has something to do. */
  get pending(): boolean {
    return this.#ready.length > 0
  }

  /** How many clients wait. */
  get size(): number {
    return this.#waiters.size
  }

  block(client: Client, wait: Wait): void {
    const { clock } = client.server
    const cancel =
      wait.timeout === 0
        ? undefined
        : clock.at(clock.now() + wait.timeout, () => this.giveUp(client))
    const waiter: Waiter = { client, db: client.db, wait, cancel }
    this.#waiters.set(client, waiter)
    client.blocked = true
    for (const key of wait.keys) {
      const waiters = this.#waitersFor(waiter.db)
      const already = waiters.get(key)
      if (already === undefined) waiters.set(key, new Set([waiter]))
      else already.add(waiter)
    }
  }

  /** Something is now stored under the key. */
  ready(db: Keyspace, key: Bytes): void {
    if (this.#byKey.get(db)?.has(key)) this.#ready.push({ db, key })
  }

  /** Nothing stands under the key any more. */
  gone(db: Keyspace, key: Bytes): void {
    for (const { wait } of this.#byKey.get(db)?.get(key) ?? []) {
      if (wait.needsKey) return void this.#ready.push({ db, key })
    }
  }

  /** All keys of `db` are about to go, or to be exchanged for those of `incoming`. */
  emptied(db: Keyspace, incoming: Keyspace | undefined): void {
    for (const key of this.#byKey.get(db)?.keys() ?? []) {
      if (incoming !== undefined && incoming.peek(key) !== undefined) this.#ready.push({ db, key })
      else this.gone(db, key)
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

  /** The client waits no more: it has gone. */
  release(client: Client): void {
    const waiter = this.#waiters.get(client)
    if (waiter !== undefined) this.#leave(waiter)
  }

  #try(waiter: Waiter, key: Bytes): void {
    const { client, wait } = waiter
    const { reply } = client.connection
    const mark = reply.mark()
    try {
      if (!wait.serve(key, reply)) return
    } catch (thrown) {
      reply.rollback(mark)
      const refusal = thrown === WRONG_TYPE ? WRONGTYPE : thrown
      if (!(refusal instanceof CommandError)) throw thrown
      reply.error(refusal.code, refusal.message)
    }
    this.#leave(waiter)
    client.connection.unblocked()
  }

  #leave(waiter: Waiter): void {
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
