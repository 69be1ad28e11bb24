import type { Bytes } from '@resident/bytes'
import {
  dictTableBytes,
  type EncodingLimits,
  type Engine,
  type Random,
  type ValueType,
} from '@resident/storage'
import { type AccessPolicy, freshAccess, touched } from './access.ts'
import type { Clock } from './clock.ts'
import type { Deadline } from './deadlines.ts'
import type { KeyEvent, KeyspaceObserver } from './events.ts'
import { FrozenKeys } from './frozen-keys.ts'
import { type Collection, type Held, type HeldTypes, typeOf } from './held.ts'
import { KeyTable } from './key-table.ts'
import type { KeyspaceStats } from './stats.ts'
import { weightOf } from './weight.ts'

/** Thrown where a key holds another type than the one asked for; carries no stack. */
export const WRONG_TYPE: unique symbol = Symbol('WRONGTYPE')

/** How often a random key is drawn where keys past their time are not deleted, so that there may be none to find. */
const MOST_TRIES = 100

/** The distance between the cursors of one era and the next: more than there can be keys. */
const ERA = 2 ** 32
/** Eras are counted modulo this, so that a cursor stays an exact integer. */
const ERAS = 2 ** 20

/** The table of a database that has had no key yet, as most of a server's: one for all. Nothing is ever added to it. */
const NO_KEYS = new KeyTable()

/** All that a database held at one moment. It never changes, and any number of databases may be restored from it. */
export interface KeyspaceImage {
  readonly table: KeyTable
}

/** What all databases of a server share. */
export interface Surroundings {
  readonly clock: Clock
  readonly random: Random
  readonly limits: EncodingLimits
  readonly access: AccessPolicy
  readonly stats: KeyspaceStats
  readonly observer: KeyspaceObserver
}

/**
 * One numbered database: keys, what they hold, when they expire.
 *
 * There are three ways to a key. `peek` leaves no trace. `read` counts a hit or
 * a miss and marks the key as used. `write` must come before every mutation. A
 * key past its time is deleted by whichever call meets it first. After a mutation
 * comes `modified`, once, if and only if something changed.
 */
export class Keyspace {
  readonly index: number
  readonly engine: Engine
  readonly surroundings: Surroundings
  /** See `Databases.keepStill`. */
  still = false
  #clock: Clock
  #stats: KeyspaceStats
  #observer: KeyspaceObserver
  #table: KeyTable = NO_KEYS
  /** The slot of the key that was last written, unless a deletion has moved another key there since. */
  #mutated = 0
  /** How often the keys were restored from an image. */
  #era = 0

  constructor(index: number, engine: Engine, surroundings: Surroundings) {
    this.index = index
    this.engine = engine
    this.surroundings = surroundings
    this.#clock = surroundings.clock
    this.#stats = surroundings.stats
    this.#observer = surroundings.observer
  }

  /** How many keys there are, including those past their time that are not deleted yet. */
  get size(): number {
    return this.#table.size
  }

  /** How many of them have a deadline. */
  get volatileSize(): number {
    return this.#table.volatileSize
  }

  /** An estimate of what redis-server would allocate for the keys, values and deadlines, in bytes. O(1). */
  get bytes(): number {
    const { size, bytes, volatileSize } = this.#table
    return size === 0 ? 0 : bytes + dictTableBytes(size) + dictTableBytes(volatileSize)
  }

  get limits(): EncodingLimits {
    return this.surroundings.limits
  }

  /** Unix milliseconds; the same all through one command. */
  now(): number {
    return this.#clock.now()
  }

  /** What the key holds; neither counted nor marked as used. */
  peek(key: Bytes): Held | undefined {
    const slot = this.#slotOf(key)
    return slot < 0 ? undefined : this.#table.heldAt(slot)
  }

  /** What the key holds, for reading. Throws WRONG_TYPE if it holds another type. */
  read<T extends ValueType>(key: Bytes, type: T): HeldTypes[T] | undefined {
    return checked(this.readAny(key), type)
  }

  /** As `read`, for any type. */
  readAny(key: Bytes): Held | undefined {
    const slot = this.#slotOf(key)
    if (slot < 0) return this.#miss(key)
    this.#stats.hits++
    return this.#use(slot)
  }

  /** As `readAny`, but the key is not marked as used (EXISTS, TYPE, TTL). With NONOTIFY a miss is not announced (OBJECT). */
  inspect(key: Bytes, notify?: 'NONOTIFY'): Held | undefined {
    const slot = this.#slotOf(key)
    if (slot < 0) return this.#miss(key, notify)
    this.#stats.hits++
    return this.#table.heldAt(slot)
  }

  /** Whether the key is in the table, past its time or not. Leaves no trace, and deletes nothing. */
  holds(key: Bytes): boolean {
    return this.#table.slotOf(key) >= 0
  }

  /** Whether the key is past its time and not yet deleted. */
  isPast(key: Bytes): boolean {
    const deadline = this.expireAt(key)
    return deadline !== undefined && deadline <= this.now()
  }

  /** The bytes that redis-server would allocate for the key and its value, even if it is past its time. Leaves no trace. */
  bytesOf(key: Bytes): number | undefined {
    const slot = this.#table.slotOf(key)
    return slot < 0 ? undefined : weightOf(key, this.#table.heldAt(slot), false)
  }

  /** What the key holds, for a mutation. Throws WRONG_TYPE if it holds another type. */
  write<T extends ValueType>(key: Bytes, type: T): HeldTypes[T] | undefined {
    return checked(this.writeAny(key), type)
  }

  /** As `write`, for any type. */
  writeAny(key: Bytes): Held | undefined {
    const slot = this.#slotToWrite(key)
    if (slot < 0) return undefined
    this.#table.own(slot, this.surroundings.limits)
    this.#mutated = slot
    return this.#use(slot)
  }

  /** Puts a value under the key, whatever it held before. Without KEEPTTL its deadline is dropped. */
  store<H extends Held>(key: Bytes, held: H, ttl?: 'KEEPTTL'): H {
    const { access } = this.surroundings
    let slot = this.#slotToWrite(key)
    const isNew = slot < 0
    if (isNew) slot = this.#add(key, held)
    else {
      this.#table.replaceAt(slot, held)
      this.#use(slot)
      if (ttl === undefined) this.#table.dropDeadline(slot)
    }
    this.#table.weigh(slot, weightOf(key, held, access.sharesIntegers))
    this.#mutated = slot
    // A client blocked on the key is served by a new value, but not by one that replaces another.
    if (isNew) this.#observer.ready(this, key)
    else this.#observer.gone(this, key)
    return held
  }

  /** `store` and `modified` in one, for a value that is complete when it is stored: it need not be weighed twice. */
  put(key: Bytes, held: Held, event: KeyEvent, ttl?: 'KEEPTTL'): void {
    this.store(key, held, ttl)
    this.#stats.dirty++
    this.#observer.modified(this, key)
    this.#observer.event(this, event, key)
  }

  /** Returns whether there was such a key. One past its time counts as expired, not as deleted. */
  delete(key: Bytes): boolean {
    const slot = this.#slotOf(key)
    if (slot < 0) return false
    this.#drop(key)
    return true
  }

  /** As `delete`, but a key past its time is deleted like any other: the …STORE commands do not check. */
  discard(key: Bytes): boolean {
    const found = this.holds(key)
    if (found) this.#drop(key)
    return found
  }

  /**
   * To be called when the key's value has changed: tells the observer, then announces the event. `changes` is what Redis
   * adds to its `dirty` counter: for most commands 1, for some the number of elements.
   */
  modified(key: Bytes, event: KeyEvent, changes = 1): void {
    this.modifiedSilently(key, changes)
    this.#observer.event(this, event, key)
  }

  /** The same where Redis announces no event. */
  modifiedSilently(key: Bytes, changes = 1): void {
    this.#stats.dirty += changes
    this.#weigh(key)
    this.#observer.modified(this, key)
  }

  /** As `modified`, for changes that WATCH does not see in Redis: those to a stream's groups. Some of them have no event. */
  modifiedUnwatched(key: Bytes, changes: number, event?: KeyEvent): void {
    this.#stats.dirty += changes
    this.#weigh(key)
    if (event !== undefined) this.#observer.event(this, event, key)
  }

  /** Has clients that are blocked on the key look at it again, after its value was edited. `store` does that by itself. */
  ready(key: Bytes): void {
    this.#observer.ready(this, key)
  }

  /** As `modified`, after elements were removed: if none are left, the key is deleted, too. */
  shrunk(key: Bytes, event: KeyEvent, value: Collection, changes = 1): void {
    this.modified(key, event, changes)
    if (value.length > 0) return
    this.#drop(key)
    this.#observer.event(this, 'del', key)
  }

  /** Announces a further event, besides the one that `modified` announces. */
  notify(key: Bytes, event: KeyEvent): void {
    this.#observer.event(this, event, key)
  }

  /** The key's deadline, if it has one. */
  expireAt(key: Bytes): Deadline | undefined {
    if (this.#table.volatileSize === 0) return undefined
    const slot = this.#table.slotOf(key)
    return slot < 0 ? undefined : this.#table.deadlineAt(slot)
  }

  /** Sets the deadline of an existing key. */
  setExpireAt(key: Bytes, deadline: Deadline): void {
    const slot = this.#slotInHand(key)
    if (slot >= 0) this.#table.setDeadline(slot, deadline)
  }

  /** Drops the key's deadline; returns whether there was one. */
  persist(key: Bytes): boolean {
    const slot = this.#table.slotOf(key)
    return slot >= 0 && this.#table.dropDeadline(slot)
  }

  /** The key's record of use (`access.ts`). Asking for it is no use of the key. */
  access(key: Bytes): number | undefined {
    const slot = this.#table.slotOf(key)
    return slot < 0 ? undefined : this.#table.accessAt(slot)
  }

  setAccess(key: Bytes, access: number): void {
    const slot = this.#table.slotOf(key)
    if (slot >= 0) this.#table.touch(slot, access)
  }

  /**
   * As `HashValue.scan`, over the keys; those past their time are deleted on the way. `restore` may move a key to
   * where a scan has already been, so a cursor from before it starts again.
   */
  scan(cursor: number, count: number, visit: (key: Bytes, held: Held) => void): number {
    const seen: Bytes[] = []
    const era = this.#era * ERA
    const place = cursor > era && cursor < era + ERA ? cursor - era : 0
    const left = this.#table.scan(place, count, (key) => seen.push(key))
    const next = left === 0 ? 0 : era + left
    for (const key of seen) {
      const held = this.peek(key)
      if (held !== undefined) visit(key, held)
    }
    return next
  }

  /** Visits every key that is not past its time, and deletes none. Meanwhile the keyspace must not change. */
  each(visit: (key: Bytes, held: Held) => void): void {
    const now = this.now()
    for (let slot = 0; slot < this.#table.size; slot++) {
      const deadline = this.#table.deadlineAt(slot)
      if (deadline !== undefined && deadline <= now) continue
      visit(this.#table.keyAt(slot), this.#table.heldAt(slot))
    }
  }

  /** All keys as they are now, to be visited one by one. Costs what `snapshot` does. */
  freeze(): FrozenKeys {
    return new FrozenKeys(this.#table)
  }

  /** A random key. */
  randomKey(): Bytes | undefined {
    let tries = this.still ? MOST_TRIES : Number.POSITIVE_INFINITY
    while (this.#table.size > 0 && tries-- > 0) {
      const key = this.#table.keyAt(this.surroundings.random.below(this.#table.size))
      if (this.#slotOf(key) >= 0) return key
    }
    return undefined
  }

  /** The key at a slot from 0 to `size - 1`, past its time or not. A deletion moves keys to other slots. */
  keyAt(slot: number): Bytes {
    return this.#table.keyAt(slot)
  }

  /** The same among the keys that have a deadline, for a slot from 0 to `volatileSize - 1`. */
  volatileKeyAt(slot: number): Bytes {
    return this.#table.keyAt(this.#table.volatileSlotAt(slot))
  }

  /** As `scan`, over the keys that have a deadline, past or not. */
  scanVolatile(
    cursor: number,
    count: number,
    visit: (key: Bytes, deadline: Deadline) => void,
  ): number {
    return this.#table.scanVolatile(cursor, count, visit)
  }

  /** Deletes the key if it is past its time, and announces that. */
  expireIfDue(key: Bytes): boolean {
    const slot = this.#table.slotOf(key)
    return slot >= 0 && this.#expireIfDue(key, slot)
  }

  /** Deletes an existing key to make room, and announces that. */
  evict(key: Bytes): void {
    this.#drop(key)
    this.#stats.evicted++
    this.#observer.modified(this, key, true)
    this.#observer.event(this, 'evicted', key)
  }

  /**
   * All data at this moment. O(size / 300), or O(size) up to 4,096 keys; afterwards each page of keys, and each value, is
   * copied when it is first changed.
   */
  snapshot(): KeyspaceImage {
    return { table: this.#table.clone() }
  }

  /** Replaces all data by the image's, which may come from another database. Costs what `snapshot` does. */
  restore(image: KeyspaceImage): void {
    const incoming = new Keyspace(this.index, this.engine, this.surroundings)
    incoming.#table = image.table.clone()
    this.#observer.emptied(this, incoming)
    this.#table = incoming.#table
    this.#era = (this.#era + 1) % ERAS
    this.#stats.dirty++
  }

  /** Deletes all keys; returns how many there were. O(1). */
  flush(): number {
    const removed = this.size
    this.#observer.emptied(this, undefined)
    this.#table = NO_KEYS
    this.#stats.dirty += removed
    return removed
  }

  /** Exchanges all keys with another database's. O(1). */
  swapWith(other: Keyspace): void {
    this.#stats.dirty++
    if (other === this) return
    this.#observer.emptied(this, other)
    this.#observer.emptied(other, this)
    const table = this.#table
    this.#table = other.#table
    other.#table = table
  }

  /** Adds a key that is not there, or is past its time; returns its slot. A method of its own so that V8 inlines `store`. */
  #add(key: Bytes, held: Held): number {
    if (this.still) this.discard(key)
    if (this.#table === NO_KEYS) this.#table = new KeyTable()
    const slot = this.#table.add(key, held, freshAccess(this.surroundings.access, this.now()))
    this.#observer.event(this, 'new', key)
    return slot
  }

  #miss(key: Bytes, notify?: 'NONOTIFY'): undefined {
    this.#stats.misses++
    if (notify === undefined) this.#observer.event(this, 'keymiss', key)
    return undefined
  }

  #slotOf(key: Bytes): number {
    return this.#slotInTime(key, this.#table.slotOf(key))
  }

  /** The same, quicker where this key was also the last to be written. */
  #slotToWrite(key: Bytes): number {
    return this.#slotInTime(key, this.#slotInHand(key))
  }

  /** The slot, or -1 if the key there is past its time. */
  #slotInTime(key: Bytes, slot: number): number {
    if (slot < 0 || this.#table.volatileSize === 0) return slot
    return this.#expireIfDue(key, slot) ? -1 : slot
  }

  #expireIfDue(key: Bytes, slot: number): boolean {
    const deadline = this.#table.deadlineAt(slot)
    if (deadline === undefined || deadline > this.now()) return false
    if (this.still) return true
    this.#drop(key)
    this.#stats.expired++
    this.#observer.event(this, 'expired', key)
    this.#observer.modified(this, key, true)
    return true
  }

  #use(slot: number): Held {
    const { access, random } = this.surroundings
    const before = this.#table.accessAt(slot)
    const after = touched(access, before, this.now(), random)
    // Mostly it is the same: the last use was in the same second.
    if (after !== before) this.#table.touch(slot, after)
    return this.#table.heldAt(slot)
  }

  /** Notes what the value weighs now that it may have been edited. A plain string was weighed when it was stored. */
  #weigh(key: Bytes): void {
    const slot = this.#slotInHand(key)
    if (slot < 0) return
    const held = this.#table.heldAt(slot)
    if (typeof held === 'object') this.#table.weigh(slot, weightOf(key, held, false))
  }

  /** The key's slot, or -1. It is mostly that of the last mutation. */
  #slotInHand(key: Bytes): number {
    const table = this.#table
    const slot = this.#mutated
    return slot < table.size && table.keyAt(slot) === key ? slot : table.slotOf(key)
  }

  #drop(key: Bytes): void {
    this.#table.delete(key)
    this.#observer.gone(this, key)
  }
}

function checked<T extends ValueType>(held: Held | undefined, type: T): HeldTypes[T] | undefined {
  if (held !== undefined && typeOf(held) !== type) throw WRONG_TYPE
  return held as HeldTypes[T] | undefined
}
