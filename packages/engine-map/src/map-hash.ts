import type { Bytes } from '@resident/bytes'
import {
  DenseMap,
  type EncodingLimits,
  type HashValue,
  hashStaysListpack,
  hashtableValueBytes,
  listpackEntryBytes,
  listpackValueBytes,
  sdsBytes,
} from '@resident/storage'

/** Up to this many fields, looking through them is quicker than hashing. */
const FEW = 32

/**
 * A hash in one flat array while it has few fields, afterwards in a `DenseMap`.
 *
 *     #flat  [ field, value, field, value, … ]
 *
 * The flat array takes a third of a map's memory. How the fields are kept does
 * not decide which encoding is reported: as long as that is listpack, fields
 * stay in insertion order, so a deletion from a `DenseMap` is O(n) then.
 */
export class MapHash implements HashValue {
  readonly #limits: EncodingLimits
  #flat: Bytes[] = []
  #map: DenseMap<Bytes> | undefined = undefined
  #isListpack = true
  /** Bytes that fields and values take in the present encoding. */
  #payload = 0

  constructor(limits: EncodingLimits) {
    this.#limits = limits
  }

  get type(): 'hash' {
    return 'hash'
  }

  get encoding(): 'listpack' | 'hashtable' {
    return this.#isListpack ? 'listpack' : 'hashtable'
  }

  get length(): number {
    return this.#map === undefined ? this.#flat.length >> 1 : this.#map.size
  }

  get bytes(): number {
    const length = this.length
    if (this.#isListpack || length === 0) return listpackValueBytes(this.#payload)
    return hashtableValueBytes(length, this.#payload)
  }

  get(field: Bytes): Bytes | undefined {
    const position = this.#positionOf(field)
    return position === -1 ? undefined : this.valueAt(position)
  }

  has(field: Bytes): boolean {
    return this.#positionOf(field) !== -1
  }

  set(field: Bytes, value: Bytes): boolean {
    const position = this.#positionOf(field)
    const length = position === -1 ? this.length + 1 : this.length
    if (this.#isListpack && !hashStaysListpack(this.#limits, length, field, value)) this.#convert()

    if (position === -1) {
      this.#payload += this.#room(field) + this.#room(value)
      this.#append(field, value)
      return true
    }
    const old = this.valueAt(position)
    // An equal value is not replaced: that would only make work for the garbage collector.
    if (old === value) return false
    this.#payload += this.#room(value) - this.#room(old)
    if (this.#map === undefined) this.#flat[2 * position + 1] = value
    else this.#map.setAt(position, value)
    return false
  }

  delete(field: Bytes): boolean {
    const position = this.#positionOf(field)
    if (position === -1) return false
    this.#payload -= this.#room(field) + this.#room(this.valueAt(position))
    if (this.#map === undefined) this.#flat.splice(2 * position, 2)
    else if (this.#isListpack) this.#map.deleteSoughtInOrder(position)
    else this.#map.deleteSought(position)
    return true
  }

  fieldAt(position: number): Bytes {
    if (this.#map !== undefined) return this.#map.keyAt(position)
    return this.#flat[2 * position] as Bytes
  }

  valueAt(position: number): Bytes {
    if (this.#map !== undefined) return this.#map.valueAt(position)
    return this.#flat[2 * position + 1] as Bytes
  }

  each(visit: (field: Bytes, value: Bytes) => void): void {
    if (this.#map !== undefined) return this.#map.each(visit)
    const flat = this.#flat
    for (let i = 0; i < flat.length; i += 2) visit(flat[i] as Bytes, flat[i + 1] as Bytes)
  }

  scan(cursor: number, count: number, visit: (field: Bytes, value: Bytes) => void): number {
    if (this.#isListpack) {
      this.each(visit)
      return 0
    }
    return this.#spread().scan(cursor, count, visit)
  }

  clone(limits: EncodingLimits = this.#limits): MapHash {
    const copy = new MapHash(limits)
    copy.#flat = this.#flat.slice()
    copy.#map = this.#map?.clone()
    copy.#isListpack = this.#isListpack
    copy.#payload = this.#payload
    return copy
  }

  /** The field's position, or -1. */
  #positionOf(field: Bytes): number {
    if (this.#map !== undefined) return this.#map.slotOf(field)
    const flat = this.#flat
    for (let i = 0; i < flat.length; i += 2) if (flat[i] === field) return i >> 1
    return -1
  }

  /** Adds a field, which must be the one that was looked up last, and was not found. */
  #append(field: Bytes, value: Bytes): void {
    if (this.#map !== undefined) this.#map.put(-1, field, value)
    else if (this.#flat.length === 2 * FEW) this.#spread().append(field, value)
    // A push would make V8 reserve room for sixteen more elements.
    else if (this.#flat.length < 16) this.#flat = extended(this.#flat, field, value)
    else this.#flat.push(field, value)
  }

  #room(text: Bytes): number {
    return this.#isListpack ? listpackEntryBytes(text) : sdsBytes(text.length)
  }

  #convert(): void {
    this.#isListpack = false
    this.#payload = 0
    this.each((field, value) => {
      this.#payload += this.#room(field) + this.#room(value)
    })
  }

  /** From the flat array to a map, in the same order. */
  #spread(): DenseMap<Bytes> {
    if (this.#map !== undefined) return this.#map
    const map = new DenseMap<Bytes>()
    this.each((field, value) => map.append(field, value))
    this.#map = map
    this.#flat = []
    return map
  }
}

/** A copy with two more elements and no spare room. The loop takes a third of the time of `concat`. */
function extended(flat: readonly Bytes[], field: Bytes, value: Bytes): Bytes[] {
  const { length } = flat
  const copy = new Array<Bytes>(length + 2)
  for (let i = 0; i < length; i++) copy[i] = flat[i]!
  copy[length] = field
  copy[length + 1] = value
  return copy
}
