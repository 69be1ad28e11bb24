import type { Bytes } from '@resident/bytes'
import type { Keyspace } from './keyspace.ts'

/** The classes of keyspace notifications, by their letters in `notify-keyspace-events`. */
export type EventClass = 'g' | '$' | 'l' | 's' | 'h' | 'z' | 't' | 'x' | 'e' | 'm' | 'n'

/** Every event that a key can announce, and its class. */
export const EVENT_CLASS = {
  del: 'g',
  expire: 'g',
  persist: 'g',
  rename_from: 'g',
  rename_to: 'g',
  copy_to: 'g',
  move_from: 'g',
  move_to: 'g',
  restore: 'g',
  set: '$',
  append: '$',
  incrby: '$',
  incrbyfloat: '$',
  setrange: '$',
  setbit: '$',
  pfadd: '$',
  lpush: 'l',
  rpush: 'l',
  lpop: 'l',
  rpop: 'l',
  linsert: 'l',
  lset: 'l',
  lrem: 'l',
  ltrim: 'l',
  sortstore: 'l',
  sadd: 's',
  srem: 's',
  spop: 's',
  sinterstore: 's',
  sunionstore: 's',
  sdiffstore: 's',
  hset: 'h',
  hdel: 'h',
  hincrby: 'h',
  hincrbyfloat: 'h',
  zadd: 'z',
  zincr: 'z',
  zrem: 'z',
  zpopmin: 'z',
  zpopmax: 'z',
  zremrangebyscore: 'z',
  zremrangebyrank: 'z',
  zremrangebylex: 'z',
  zunionstore: 'z',
  zinterstore: 'z',
  zdiffstore: 'z',
  zrangestore: 'z',
  geosearchstore: 'z',
  georadiusstore: 'z',
  xadd: 't',
  xdel: 't',
  xtrim: 't',
  xsetid: 't',
  'xgroup-create': 't',
  'xgroup-setid': 't',
  'xgroup-destroy': 't',
  'xgroup-createconsumer': 't',
  'xgroup-delconsumer': 't',
  expired: 'x',
  evicted: 'e',
  keymiss: 'm',
  new: 'n',
} as const

export type KeyEvent = keyof typeof EVENT_CLASS

/**
 * Is told what happens to keys, on behalf of WATCH, tracking, notifications and
 * blocked clients. One observer for all databases; its methods must not throw.
 */
export interface KeyspaceObserver {
  /** A key's value was changed, or the key was created or deleted; `unasked`: it expired or was evicted. */
  modified(db: Keyspace, key: Bytes, unasked?: boolean): void
  /** An event that `notify-keyspace-events` may announce. */
  event(db: Keyspace, event: KeyEvent, key: Bytes): void
  /** A key that clients may be blocked on was created, or has got more elements. */
  ready(db: Keyspace, key: Bytes): void
  /** What the key held is gone: it was deleted, or its value was replaced. */
  gone(db: Keyspace, key: Bytes): void
  /** All keys of the database are about to be deleted (FLUSHDB), or exchanged for those of `incoming` (SWAPDB, `restore`). */
  emptied(db: Keyspace, incoming: Keyspace | undefined): void
}

/** For a keyspace that nobody watches. */
export const NO_OBSERVER: KeyspaceObserver = {
  modified() {},
  event() {},
  ready() {},
  gone() {},
  emptied() {},
}
