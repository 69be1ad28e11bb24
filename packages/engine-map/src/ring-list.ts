import type { Bytes } from '@resident/bytes'
import {
  type ListEnd,
  type ListValue,
  listpackEntryBytes,
  quicklistValueBytes,
} from '@resident/storage'

const SMALLEST = 4

/**
 * A list in a ring: one array whose length is a power of two, read from
 * `#head` and wrapping round.
 *
 *     #slots  [ d e . . . a b c ]      #head 5, #length 5
 *
 * Both ends and any index cost O(1), which is what queues and LRANGE want.
 * Inserting moves the elements of the shorter side by one; removing looks at all
 * elements. Redis walks through the list for these, too.
 */
export class RingList implements ListValue {
  #slots: (Bytes | undefined)[] = new Array(SMALLEST).fill(undefined)
  #head = 0
  #length = 0
  /** What the elements take in listpacks. */
  #payload = 0

  get type(): 'list' {
    return 'list'
  }

  get encoding(): 'quicklist' {
    return 'quicklist'
  }

  get length(): number {
    return this.#length
  }

  get bytes(): number {
    return quicklistValueBytes(this.#payload)
  }

  push(end: ListEnd, element: Bytes): void {
    if (this.#length === this.#slots.length) this.#resize(2 * this.#length)
    if (end === 'head') this.#head = this.#slot(-1)
    this.#slots[this.#slot(end === 'head' ? 0 : this.#length)] = element
    this.#length++
    this.#payload += listpackEntryBytes(element)
  }

  pop(end: ListEnd): Bytes | undefined {
    if (this.#length === 0) return undefined
    const slot = this.#slot(end === 'head' ? 0 : this.#length - 1)
    const element = this.#clear(slot)
    if (end === 'head') this.#head = this.#slot(1)
    this.#length--
    this.#shrink()
    return element
  }

  at(index: number): Bytes {
    return this.#slots[this.#slot(index)] as Bytes
  }

  replace(index: number, element: Bytes): void {
    const slot = this.#slot(index)
    this.#clear(slot)
    this.#slots[slot] = element
    this.#payload += listpackEntryBytes(element)
  }

  insert(index: number, element: Bytes): void {
    const before = index < this.#length - index
    this.push(before ? 'head' : 'tail', element)
    // Moves the elements between the end and the place by one.
    if (before) for (let i = 0; i < index; i++) this.#slots[this.#slot(i)] = this.at(i + 1)
    else for (let i = this.#length - 1; i > index; i--) this.#slots[this.#slot(i)] = this.at(i - 1)
    this.#slots[this.#slot(index)] = element
  }

  remove(element: Bytes, limit: number, from: ListEnd): number {
    // One walk from `from`: the elements that stay move up into the gaps.
    const last = this.#length - 1
    const index = (i: number): number => (from === 'head' ? i : last - i)
    let removed = 0
    for (let i = 0; i <= last; i++) {
      const each = this.at(index(i))
      if (removed < limit && each === element) removed++
      else if (removed > 0) this.#slots[this.#slot(index(i - removed))] = each
    }
    if (removed === 0) return 0
    for (let i = 0; i < removed; i++) this.#slots[this.#slot(index(last - i))] = undefined
    if (from === 'tail') this.#head = this.#slot(removed)
    this.#length -= removed
    this.#payload -= removed * listpackEntryBytes(element)
    this.#shrink()
    return removed
  }

  trim(start: number, stop: number): void {
    for (let i = 0; i < start; i++) this.#clear(this.#slot(i))
    for (let i = stop + 1; i < this.#length; i++) this.#clear(this.#slot(i))
    this.#head = this.#slot(start)
    this.#length = stop - start + 1
    this.#shrink()
  }

  each(start: number, stop: number, visit: (element: Bytes) => void): void {
    if (start <= stop) for (let i = start; i <= stop; i++) visit(this.at(i))
    else for (let i = start; i >= stop; i--) visit(this.at(i))
  }

  clone(): RingList {
    const copy = new RingList()
    copy.#slots = this.#slots.slice()
    copy.#head = this.#head
    copy.#length = this.#length
    copy.#payload = this.#payload
    return copy
  }

  #slot(index: number): number {
    return (this.#head + index) & (this.#slots.length - 1)
  }

  #clear(slot: number): Bytes {
    const element = this.#slots[slot] as Bytes
    this.#slots[slot] = undefined
    this.#payload -= listpackEntryBytes(element)
    return element
  }

  #shrink(): void {
    if (this.#length * 4 >= this.#slots.length || this.#slots.length === SMALLEST) return
    let size = this.#slots.length
    while (size > SMALLEST && this.#length * 4 < size) size /= 2
    this.#resize(size)
  }

  /** Moves the elements to a new array of `size` slots, the head at slot 0. */
  #resize(size: number): void {
    const slots: (Bytes | undefined)[] = new Array(size).fill(undefined)
    for (let i = 0; i < this.#length; i++) slots[i] = this.at(i)
    this.#slots = slots
    this.#head = 0
  }
}
