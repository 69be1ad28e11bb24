import { CowColumn } from './cow-column.ts'

/** Unix milliseconds: a number, or a bigint where a number would not be exact (RESP allows 64 bits). */
export type Deadline = number | bigint

/**
 * The deadlines of those keys of a `KeyTable` that have one. They are found by the key's slot, and are kept densely in places
 * of their own, so that one can be picked at random and an iteration can be interrupted.
 *
 *     #places [ 2, 0, 0, 1 ]      by slot: the place plus 1; 0: no deadline
 *     #slots  [ 3, 0 ]            by place
 *     #times  [ 1700…, 1900… ]    by place
 *
 * A place is valid until the next deletion, which moves the last deadline into the gap: always to a smaller place.
 */
export class Deadlines {
  #size = 0
  #places = new CowColumn()
  #slots = new CowColumn()
  /** NaN: the deadline is in `#bigints`. */
  #times = new CowColumn()
  /** By place, the deadlines that are exact only as bigints. */
  #bigints = new Map<number, bigint>()

  get size(): number {
    return this.#size
  }

  /** When the key at `slot` expires, if it does. */
  of(slot: number): Deadline | undefined {
    const place = this.#places.at(slot) - 1
    return place < 0 ? undefined : this.#timeAt(place)
  }

  /** The slot of the key whose deadline has this place, from 0 to `size - 1`. */
  slotAt(place: number): number {
    return this.#slots.at(place)
  }

  /** A key that had no deadline gets the last place. */
  set(slot: number, deadline: Deadline): void {
    let place = this.#places.at(slot) - 1
    if (place < 0) {
      place = this.#size++
      this.#places.set(slot, place + 1)
      this.#slots.set(place, slot)
    }
    this.#setTime(place, deadline)
  }

  /** Says whether there was one. */
  delete(slot: number): boolean {
    const place = this.#places.at(slot) - 1
    if (place < 0) return false
    this.#places.set(slot, 0)
    const last = --this.#size
    if (place < last) {
      const moved = this.#slots.at(last)
      this.#slots.set(place, moved)
      this.#places.set(moved, place + 1)
      this.#setTime(place, this.#timeAt(last))
    }
    this.#forget(last)
    return true
  }

  /** The key at `from`, the last slot, moves to `to`, which is free. */
  moveLast(from: number, to: number): void {
    const place = this.#places.at(from)
    if (place > 0) {
      this.#places.set(from, 0)
      this.#places.set(to, place)
      this.#slots.set(place - 1, to)
    }
    this.#places.trim(from)
  }

  /**
   * Visits the next `count` deadlines of an iteration that started with cursor 0, and returns the cursor to continue with;
   * 0 when it is finished. Like `DenseSet.scan` it goes downwards, and misses none that is there all the time. `visit` must
   * not delete.
   */
  scan(cursor: number, count: number, visit: (slot: number, deadline: Deadline) => void): number {
    let left = cursor > 0 ? Math.min(cursor, this.#size) : this.#size
    for (const end = Math.max(0, left - count); left > end; ) {
      left--
      visit(this.#slots.at(left), this.#timeAt(left))
    }
    return left
  }

  /** O(size / 1024 + slots / 1024). */
  clone(): Deadlines {
    const copy = new Deadlines()
    copy.#size = this.#size
    copy.#places = this.#places.clone()
    copy.#slots = this.#slots.clone()
    copy.#times = this.#times.clone()
    copy.#bigints = new Map(this.#bigints)
    return copy
  }

  #timeAt(place: number): Deadline {
    const time = this.#times.at(place)
    return Number.isNaN(time) ? this.#bigints.get(place)! : time
  }

  #setTime(place: number, deadline: Deadline): void {
    if (typeof deadline === 'bigint') this.#bigints.set(place, deadline)
    else if (this.#bigints.size > 0) this.#bigints.delete(place)
    this.#times.set(place, typeof deadline === 'bigint' ? Number.NaN : deadline)
  }

  /** The last place has become free. */
  #forget(last: number): void {
    if (this.#bigints.size > 0) this.#bigints.delete(last)
    this.#slots.trim(last)
    this.#times.trim(last)
  }
}
