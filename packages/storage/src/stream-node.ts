import type { Bytes } from '@resident/bytes'
import type { EncodingLimits } from './encoding.ts'
import { EMPTY_LISTPACK_BYTES, listpackEntryBytes, listpackIntegerBytes } from './listpack-size.ts'
import { type StreamId, streamIdMs, streamIdSeq } from './stream-id.ts'

/** No node may grow beyond this, whatever `streamNodeMaxBytes` says. */
const MOST_BYTES = 1 << 30

/** Told of one entry, its fields and values in turn; returns whether it wants to see more. */
export type EntryVisitor = (id: StreamId, fields: readonly Bytes[]) => boolean

/**
 * A run of a stream's entries: what Redis keeps in one listpack.
 *
 *     count | deleted | master's fields | entry | entry | …
 *                                         flags, id less the master's, fields and values
 *
 * The listpack itself is not built, but its size is known to the byte, since that
 * decides where the next node begins. An entry with the same fields as the master
 * does not repeat them, in Redis or here. As in Redis, a deleted entry stays where
 * it is until its whole node is dropped: so places never shift, and DUMP shows it.
 */
export class StreamNode {
  /** The id that the others are stored as differences from: the first entry's, which may have been deleted since. */
  readonly master: StreamId
  /** The names of the master's fields. */
  readonly masterFields: readonly Bytes[]
  /** For an engine that shares nodes between copies of a log: which copy may change this one. */
  owner: object | undefined
  readonly #masterMs: number | bigint
  readonly #masterSeq: number | bigint
  #ids: StreamId[] = []
  #fields: (readonly Bytes[])[] = []
  #deleted: Set<number> | undefined
  /** The places of the first and the last entry that is not deleted; `#first > #last` when there is none. */
  #first = 0
  #last = -1
  #listpackBytes: number

  constructor(master: StreamId, masterFields: readonly Bytes[]) {
    this.master = master
    this.masterFields = masterFields
    this.owner = undefined
    this.#masterMs = streamIdMs(master)
    this.#masterSeq = streamIdSeq(master)
    this.#listpackBytes = EMPTY_LISTPACK_BYTES + listpackIntegerBytes(masterFields.length)
    for (const name of masterFields) this.#listpackBytes += listpackEntryBytes(name)
    this.#listpackBytes += listpackIntegerBytes(0)
  }

  /** How many entries are not deleted. */
  get entries(): number {
    return this.#ids.length - this.deleted
  }

  /** How many entries were deleted but still take up room. */
  get deleted(): number {
    return this.#deleted === undefined ? 0 : this.#deleted.size
  }

  /** The size of Redis's listpack for this node, in bytes. */
  get listpackBytes(): number {
    return (
      this.#listpackBytes + listpackIntegerBytes(this.entries) + listpackIntegerBytes(this.deleted)
    )
  }

  /** The first entry that is not deleted. */
  get first(): StreamId | undefined {
    return this.#ids[this.#first]
  }

  /** The last entry that is not deleted. */
  get last(): StreamId | undefined {
    return this.#ids[this.#last]
  }

  /** The last entry, deleted or not. */
  get lastEver(): StreamId | undefined {
    return this.#ids[this.#ids.length - 1]
  }

  /** Whether there is room in this node for an entry with these fields and values. */
  hasRoom(limits: EncodingLimits, fields: readonly Bytes[]): boolean {
    const most = limits.streamNodeMaxBytes
    let size = this.listpackBytes
    for (const each of fields) size += each.length
    if (size >= (most === 0 ? MOST_BYTES : Math.min(most, MOST_BYTES))) return false
    return limits.streamNodeMaxEntries === 0 || this.#ids.length < limits.streamNodeMaxEntries
  }

  /** Adds an entry with an id greater than all before. The node takes the array over. */
  append(id: StreamId, fields: Bytes[]): void {
    const same = this.#shareNames(fields)
    const names = fields.length >> 1
    let size =
      listpackIntegerBytes(same ? 2 : 0) +
      deltaBytes(streamIdMs(id), this.#masterMs) +
      deltaBytes(streamIdSeq(id), this.#masterSeq) +
      listpackIntegerBytes(3 + names + (same ? 0 : names + 1))
    if (!same) size += listpackIntegerBytes(names)
    for (let i = same ? 1 : 0; i < fields.length; i += same ? 2 : 1) {
      size += listpackEntryBytes(fields[i] as Bytes)
    }
    this.#listpackBytes += size
    this.#ids.push(id)
    this.#fields.push(fields)
    this.#last = this.#ids.length - 1
  }

  get(id: StreamId): readonly Bytes[] | undefined {
    const place = this.#placeOf(id)
    return place === -1 ? undefined : this.#fields[place]
  }

  /** Says whether there was such an entry. */
  delete(id: StreamId): boolean {
    const place = this.#placeOf(id)
    if (place === -1) return false
    this.#delete(place)
    return true
  }

  /** Deletes the first `count` entries that are not yet deleted; `count <= entries`. */
  deleteFirst(count: number): void {
    for (let i = 0; i < count; i++) this.#delete(this.#first)
  }

  /** How many entries that are not deleted have ids smaller than `id`. */
  countBelow(id: StreamId): number {
    const end = this.#lowerBound(id)
    if (this.#deleted === undefined) return end
    let count = end
    for (const place of this.#deleted) if (place < end) count--
    return count
  }

  /** As `StreamLog.each`, within this node; returns whether to go on to the next. */
  each(from: StreamId, to: StreamId, visit: EntryVisitor): boolean {
    for (let i = Math.max(this.#lowerBound(from), this.#first); i <= this.#last; i++) {
      if ((this.#ids[i] as StreamId) > to || !this.#visit(i, visit)) return false
    }
    return true
  }

  /** As `StreamLog.eachBackwards`, within this node; returns whether to go on to the one before. */
  eachBackwards(from: StreamId, to: StreamId, visit: EntryVisitor): boolean {
    for (let i = Math.min(this.#upperBound(to) - 1, this.#last); i >= this.#first; i--) {
      if ((this.#ids[i] as StreamId) < from || !this.#visit(i, visit)) return false
    }
    return true
  }

  #visit(place: number, visit: EntryVisitor): boolean {
    if (this.#deleted?.has(place)) return true
    return visit(this.#ids[place] as StreamId, this.#fields[place] as readonly Bytes[])
  }

  /** Visits all entries in order, deleted ones included: for DUMP. */
  eachEver(visit: (id: StreamId, fields: readonly Bytes[], deleted: boolean) => void): void {
    for (let place = 0; place < this.#ids.length; place++) {
      visit(
        this.#ids[place] as StreamId,
        this.#fields[place] as readonly Bytes[],
        this.#deleted?.has(place) === true,
      )
    }
  }

  /** A copy that shares nothing that can change. */
  clone(): StreamNode {
    const copy = new StreamNode(this.master, this.masterFields)
    copy.#ids = this.#ids.slice()
    copy.#fields = this.#fields.slice()
    copy.#deleted = this.#deleted === undefined ? undefined : new Set(this.#deleted)
    copy.#first = this.#first
    copy.#last = this.#last
    copy.#listpackBytes = this.#listpackBytes
    return copy
  }

  /** Whether the field names are the master's; if so, they are replaced by the master's strings to save memory. */
  #shareNames(fields: Bytes[]): boolean {
    const names = this.masterFields
    if (fields.length !== 2 * names.length) return false
    for (let i = 0; i < names.length; i++) {
      const name = names[i] as Bytes
      if (fields[2 * i] !== name) return false
      fields[2 * i] = name
    }
    return true
  }

  #delete(place: number): void {
    this.#deleted ??= new Set()
    this.#deleted.add(place)
    while (this.#first < this.#ids.length && this.#deleted.has(this.#first)) this.#first++
    while (this.#last >= 0 && this.#deleted.has(this.#last)) this.#last--
  }

  #placeOf(id: StreamId): number {
    const place = this.#lowerBound(id)
    return this.#ids[place] === id && !this.#deleted?.has(place) ? place : -1
  }

  /** How many entries, deleted or not, have ids smaller than `id`. */
  #lowerBound(id: StreamId): number {
    const ids = this.#ids
    let low = 0
    let high = ids.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((ids[middle] as StreamId) < id) low = middle + 1
      else high = middle
    }
    return low
  }

  #upperBound(id: StreamId): number {
    const place = this.#lowerBound(id)
    return this.#ids[place] === id ? place + 1 : place
  }
}

/** The names in an array of fields and values in turn: the master fields of a node that begins with this entry. */
export function fieldNames(fields: readonly Bytes[]): Bytes[] {
  return fields.filter((_, i) => i % 2 === 0)
}

/** The size of a difference between unsigned 64-bit numbers, which Redis stores as an int64. */
function deltaBytes(value: number | bigint, from: number | bigint): number {
  if (typeof value === 'number' && typeof from === 'number')
    return listpackIntegerBytes(value - from)
  return listpackIntegerBytes(BigInt.asIntN(64, BigInt(value) - BigInt(from)))
}
