import type { Bytes } from '@resident/bytes'
import {
  type NotifyFlags,
  notifyKeyspaceEvent,
  type PubSub,
  type WatchList,
} from '@resident/commands'
import type { KeyEvent, Keyspace, KeyspaceObserver } from '@resident/keyspace'

/** What `notify-keyspace-events` says now. */
interface NotifySetting {
  readonly notify: NotifyFlags
}

/** Passes on what happens to keys: to those who WATCH, and to those who listen to keyspace notifications. */
export class Observer implements KeyspaceObserver {
  readonly #watches: WatchList

  readonly #pubsub: PubSub
  readonly #setting: NotifySetting

  constructor(watches: WatchList, pubsub: PubSub, setting: NotifySetting) {
    this.#watches = watches
    this.#pubsub = pubsub
    this.#setting = setting
  }

  modified(db: Keyspace, key: Bytes): void {
    if (this.#watches.active) this.#watches.touch(db, key)
  }

  event(db: Keyspace, event: KeyEvent, key: Bytes): void {
    if (this.#pubsub.heard) {
      notifyKeyspaceEvent(this.#pubsub, this.#setting.notify, db.index, event, key)
    }
  }

  ready(_db: Keyspace, _key: Bytes): void {}

  emptied(db: Keyspace, incoming: Keyspace | undefined): void {
    if (this.#watches.active) this.#watches.emptied(db, incoming)
  }
}
