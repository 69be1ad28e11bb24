import type { Bytes } from '@resident/bytes'
import type { Keyspace } from '@resident/keyspace'
import type { Client } from './client.ts'

/** A key that a client watches. */
interface Watched {
  readonly client: Client
  readonly db: Keyspace
  readonly key: Bytes
  /** It existed, but was past its time, so that deleting it is no change. */
  expired: boolean
}

/** The keys that clients WATCH, by database. */
export class WatchList {
  readonly #byDb = new Map<Keyspace, Map<Bytes, Set<Watched>>>()
  readonly #byClient = new Map<Client, Watched[]>()

  /** Whether anybody watches anything. */
  get active(): boolean {
    return this.#byClient.size > 0
  }

  /** Makes the client watch this key of its database. */
  add(client: Client, key: Bytes): void {
    const { db } = client
    const watchers = this.#watchersOf(db, key)
    for (const watched of watchers) if (watched.client === client) return
    const watched: Watched = { client, db, key, expired: db.isPast(key) }
    watchers.add(watched)
    const mine = this.#byClient.get(client)
    if (mine === undefined) this.#byClient.set(client, [watched])
    else mine.push(watched)
    client.watching++
  }

  /** Ends the client's watching; what it watched counts as unchanged. */
  release(client: Client): void {
    this.#forget(client)
    client.watchBroken = false
  }

  /** A key has changed. */
  touch(db: Keyspace, key: Bytes): void {
    for (const watched of this.#byDb.get(db)?.get(key) ?? []) {
      if (!watched.expired) this.#break(watched.client)
      else if (!db.holds(key)) watched.expired = false
    }
  }

  /** All keys of `db` are about to be deleted, or replaced by those of `incoming`. */
  emptied(db: Keyspace, incoming: Keyspace | undefined): void {
    for (const [key, watchers] of this.#byDb.get(db) ?? []) {
      const goes = db.holds(key)
      const comes = incoming?.holds(key) ?? false
      if (!goes && !comes) continue
      const comesExpired = incoming?.isPast(key) ?? false
      for (const watched of watchers) {
        // No key and a key past its time count as equal.
        if (watched.expired ? !comes || comesExpired : !goes && comesExpired) {
          watched.expired = comes
        } else this.#break(watched.client)
      }
    }
  }

  /** Whether one of the client's keys has expired since it began to watch. */
  hasExpired(client: Client): boolean {
    for (const { db, key, expired } of this.#byClient.get(client) ?? []) {
      if (!expired && db.isPast(key)) return true
    }
    return false
  }

  #break(client: Client): void {
    client.watchBroken = true
    this.#forget(client)
  }

  #forget(client: Client): void {
    for (const watched of this.#byClient.get(client) ?? []) {
      const keys = this.#byDb.get(watched.db)
      const watchers = keys?.get(watched.key)
      watchers?.delete(watched)
      if (watchers?.size === 0) keys?.delete(watched.key)
    }
    this.#byClient.delete(client)
    client.watching = 0
  }

  #watchersOf(db: Keyspace, key: Bytes): Set<Watched> {
    let keys = this.#byDb.get(db)
    if (keys === undefined) {
      keys = new Map()
      this.#byDb.set(db, keys)
    }
    let watchers = keys.get(key)
    if (watchers === undefined) {
      watchers = new Set()
      keys.set(key, watchers)
    }
    return watchers
  }
}
