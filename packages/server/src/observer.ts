import type { Bytes } from '@resident/bytes'
import {
  type Blocking,
  type NotifyFlags,
  notifyKeyspaceEvent,
  type PubSub,
  type Tracking,
  type WatchList,
} from '@resident/commands'
import type { KeyEvent, Keyspace, KeyspaceObserver } from '@resident/keyspace'

/** The current value of `notify-keyspace-events`. */
interface NotifySetting {
  readonly notify: NotifyFlags
}

/** Passes on what happens to keys: to clients that WATCH, track or wait for one, and to subscribers of keyspace notifications. */
export class Observer implements KeyspaceObserver {
  readonly #watches: WatchList

  readonly #pubsub: PubSub
  readonly #blocking: Blocking
  readonly #tracking: Tracking
  readonly #setting: NotifySetting

  constructor(
    watches: WatchList,
    pubsub: PubSub,
    blocking: Blocking,
    tracking: Tracking,
    setting: NotifySetting,
  ) {
    this.#watches = watches
    this.#pubsub = pubsub
    this.#blocking = blocking
    this.#tracking = tracking
    this.#setting = setting
  }

  modified(db: Keyspace, key: Bytes, unasked = false): void {
    if (this.#watches.active) this.#watches.touch(db, key)
    if (this.#tracking.active) this.#tracking.changed(key, unasked)
  }

  event(db: Keyspace, event: KeyEvent, key: Bytes): void {
    if (this.#pubsub.heard) {
      notifyKeyspaceEvent(this.#pubsub, this.#setting.notify, db.index, event, key)
    }
  }

  ready(db: Keyspace, key: Bytes): void {
    if (this.#blocking.size > 0) this.#blocking.ready(db, key)
  }

  gone(db: Keyspace, key: Bytes): void {
    if (this.#blocking.size > 0) this.#blocking.gone(db, key)
  }

  emptied(db: Keyspace, incoming: Keyspace | undefined): void {
    if (this.#watches.active) this.#watches.emptied(db, incoming)
    if (this.#blocking.size > 0) this.#blocking.emptied(db, incoming)
  }
}
