import type { Bytes } from '@resident/bytes'
import type { Keyspace } from '@resident/keyspace'
import type { Client } from './client.ts'

/** Why a client watches a key, and whether that key had already passed its time then. */
interface Watched {
  readonly client: Client
  /** Past its time when WATCH met it: its deletion is then no change. */
  readonly wasExpired: boolean
}

/** The keys that clients WATCH: per database and key, the clients to be told. */
export class WatchList {
  readonly #byDb = new Map<Keyspace, Map<Bytes, Watched[]>>()
  readonly #byClient = new Map<Client, { db: Keyspace; key: Bytes }[]>()

  /** Whether anybody watches anything. */
  get active(): boolean {
    return this.#byClient.size > 0
  }

  add(client: Client, key: Bytes): void {
    const db = client.db
    const keys = this.#keysOf(db)
    const watchers = keys.get(key)
    if (watchers?.some((each) => each.client === client)) return
    const watched: Watched = { client, wasExpired: isPast(db, key) }
    if (watchers === undefined) keys.set(key, [watched])
    else watchers.push(watched)
    const mine = this.#byClient.get(client)
    if (mine === undefined) this.#byClient.set(client, [{ db, key }])
    else mine.push({ db, key })
    client.watching++
  }

  /** The client watches nothing any more. */
  release(client: Client): void {
    for (const { db, key } of this.#byClient.get(client) ?? []) {
      const keys = this.#keysOf(db)
      const left = keys.get(key)?.filter((each) => each.client !== client) ?? []
      if (left.length > 0) keys.set(key, left)
      else keys.delete(key)
    }
    this.#byClient.delete(client)
    client.watching = 0
    client.watchBroken = false
  }

  /** A key has changed. */
  touch(db: Keyspace, key: Bytes): void {
    const watchers = this.#byDb.get(db)?.get(key)
    if (watchers === undefined) return
    for (const { client } of watchers) client.watchBroken = true
  }

  /** All keys of `db` are about to go, or to be replaced by those of `incoming`. */
  emptied(db: Keyspace, incoming: Keyspace | undefined): void {
    for (const [key, watchers] of this.#byDb.get(db) ?? []) {
      const touched = db.peek(key) !== undefined || incoming?.peek(key) !== undefined
      if (!touched) continue
      for (const { client } of watchers) client.watchBroken = true
    }
  }

  /** Whether one of the client's keys has passed its time since it began to watch. */
  hasExpired(client: Client): boolean {
    for (const { db, key } of this.#byClient.get(client) ?? []) {
      const mine = this.#byDb
        .get(db)
        ?.get(key)
        ?.find((each) => each.client === client)
      if (mine !== undefined && !mine.wasExpired && isPast(db, key)) return true
    }
    return false
  }

  #keysOf(db: Keyspace): Map<Bytes, Watched[]> {
    let keys = this.#byDb.get(db)
    if (keys === undefined) {
      keys = new Map()
      this.#byDb.set(db, keys)
    }
    return keys
  }
}

function isPast(db: Keyspace, key: Bytes): boolean {
  const deadline = db.expireAt(key)
  return deadline !== undefined && deadline <= db.now()
}
