import type { Bytes } from '@resident/bytes'
import type { WatchList } from '@resident/commands'
import type { KeyEvent, Keyspace, KeyspaceObserver } from '@resident/keyspace'

/** Passes on what happens to keys: to those who WATCH. */
export class Observer implements KeyspaceObserver {
  readonly #watches: WatchList

  constructor(watches: WatchList) {
    this.#watches = watches
  }

  modified(db: Keyspace, key: Bytes): void {
    if (this.#watches.active) this.#watches.touch(db, key)
  }

  event(_db: Keyspace, _event: KeyEvent, _key: Bytes): void {}

  ready(_db: Keyspace, _key: Bytes): void {}

  emptied(db: Keyspace, incoming: Keyspace | undefined): void {
    if (this.#watches.active) this.#watches.emptied(db, incoming)
  }
}
