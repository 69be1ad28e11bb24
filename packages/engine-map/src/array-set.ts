import type { Bytes } from '@resident/bytes'
import {
  DenseSet,
  type EncodingLimits,
  hashtableValueBytes,
  type IntsetWidth,
  insertLean,
  intsetValueBytes,
  intsetWidthOf,
  type SetValue,
  sdsBytes,
  setStaysIntset,
} from '@resident/storage'

/** Up to this many members, looking through them is quicker than hashing. */
const FEW = 32

/**
 * A set in one array while it is small, afterwards in a `DenseSet`.
 *
 * An intset's array is in numeric order and is searched by bisection. It holds
 * the members as text: two canonical integers compare by sign, length and text,
 * which is exact over all 64 bits, and reading one allocates nothing. Any other
 * small array is in insertion order.
 */
export class ArraySet implements SetValue {
  readonly #limits: EncodingLimits
  #few: Bytes[] = []
  #many: DenseSet | undefined = undefined
  #isIntset = true
  /** Bytes per integer of the intset: enough for the widest member that was ever added. */
  #width: IntsetWidth = 2
  /** What the members take in the hashtable. */
  #payload = 0

  constructor(limits: EncodingLimits) {
    this.#limits = limits
  }

  get type(): 'set' {
    return 'set'
  }

  get encoding(): 'intset' | 'hashtable' {
    return this.#isIntset ? 'intset' : 'hashtable'
  }

  get length(): number {
    return this.#many === undefined ? this.#few.length : this.#many.size
  }

  get bytes(): number {
    const length = this.length
    if (this.#isIntset || length === 0) return intsetValueBytes(length, this.#width)
    return hashtableValueBytes(length, this.#payload)
  }

  get intsetWidth(): IntsetWidth {
    return this.#width
  }

  widen(width: IntsetWidth): void {
    if (width > this.#width) this.#width = width
  }

  has(member: Bytes): boolean {
    return this.#many === undefined ? this.#placeOf(member) >= 0 : this.#many.has(member)
  }

  add(member: Bytes): boolean {
    if (this.#isIntset) return this.#addInteger(member)
    if (this.#many !== undefined) {
      if (!this.#many.add(member)) return false
    } else {
      if (this.#few.includes(member)) return false
      if (this.#few.length < FEW) this.#few = insertLean(this.#few, this.#few.length, member)
      else this.#spread().append(member)
    }
    this.#payload += sdsBytes(member.length)
    return true
  }

  delete(member: Bytes): boolean {
    if (this.#many !== undefined) {
      if (this.#many.delete(member) < 0) return false
    } else {
      const place = this.#placeOf(member)
      if (place < 0) return false
      this.#few.splice(place, 1)
    }
    if (!this.#isIntset) this.#payload -= sdsBytes(member.length)
    return true
  }

  at(position: number): Bytes {
    return this.#many === undefined ? (this.#few[position] as Bytes) : this.#many.keyAt(position)
  }

  each(visit: (member: Bytes) => void): void {
    if (this.#many !== undefined) return this.#many.each(visit)
    const few = this.#few
    for (let i = 0; i < few.length; i++) visit(few[i] as Bytes)
  }

  scan(cursor: number, count: number, visit: (member: Bytes) => void): number {
    if (this.#isIntset) {
      this.each(visit)
      return 0
    }
    return this.#spread().scan(cursor, count, visit)
  }

  clone(limits: EncodingLimits = this.#limits): ArraySet {
    const copy = new ArraySet(limits)
    copy.#few = this.#few.slice()
    copy.#many = this.#many?.clone()
    copy.#isIntset = this.#isIntset
    copy.#width = this.#width
    copy.#payload = this.#payload
    return copy
  }

  #addInteger(member: Bytes): boolean {
    if (!setStaysIntset(this.#limits, this.#few.length + 1, member)) {
      // An existing member does not convert the set, even where limits were lowered and it is now too long.
      if (this.has(member)) return false
      this.#convert()
      return this.add(member)
    }
    const place = this.#placeOf(member)
    if (place >= 0) return false
    this.#few = insertLean(this.#few, ~place, member)
    this.widen(intsetWidthOf(member))
    return true
  }

  /** The member's index in the array; if it is not there, a negative number (of an intset, ~index to insert it at). */
  #placeOf(member: Bytes): number {
    if (!this.#isIntset) return this.#few.indexOf(member)
    const few = this.#few
    let low = 0
    let high = few.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (isLess(few[middle] as Bytes, member)) low = middle + 1
      else high = middle
    }
    return few[low] === member ? low : ~low
  }

  #convert(): void {
    this.#isIntset = false
    this.each((member) => {
      this.#payload += sdsBytes(member.length)
    })
    if (this.#few.length > FEW) this.#spread()
  }

  #spread(): DenseSet {
    if (this.#many !== undefined) return this.#many
    const many = new DenseSet()
    this.each((member) => many.append(member))
    this.#many = many
    this.#few = []
    return many
  }
}

const MINUS = 45

/** Whether integer `a` is less than `b`, both written canonically. For other texts the result means nothing. */
function isLess(a: Bytes, b: Bytes): boolean {
  const negative = a.charCodeAt(0) === MINUS
  if (negative !== (b.charCodeAt(0) === MINUS)) return negative
  if (a.length !== b.length) return a.length < b.length !== negative
  return negative ? a > b : a < b
}
