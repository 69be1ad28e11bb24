import type { Bytes } from '@resident/bytes'
import {
  type EncodingLimits,
  MIN_STREAM_ID,
  type StreamId,
  type StreamLog,
} from '@resident/storage'
import { ConsumerGroup, type GroupsWeight } from './consumer-group.ts'
import { add, type Counter } from './counter.ts'

/** What a stream can be made from: a DUMP payload, a file, another stream. */
export interface StreamState {
  readonly log: StreamLog
  readonly lastId: StreamId
  readonly maxDeletedId: StreamId
  readonly entriesAdded: Counter
  readonly groups: ReadonlyMap<Bytes, GroupState>
}

export interface GroupState {
  readonly lastId: StreamId
  readonly entriesRead: Counter | undefined
  readonly pending: ReadonlyMap<StreamId, PendingState>
  readonly consumers: ReadonlyMap<Bytes, { readonly name: Bytes; readonly seenTime: number }>
}

export interface PendingState {
  readonly consumer: { readonly name: Bytes }
  readonly deliveryTime: number
  readonly deliveryCount: Counter
}

/**
 * What a key of type stream holds: the entries, in an engine's log, and what Redis keeps beside them, the same for every
 * engine: the last id, counters that outlive deleted entries, and consumer groups.
 */
export class StreamValue implements StreamState {
  readonly log: StreamLog
  /** The greatest id that any entry has had. */
  lastId: StreamId = MIN_STREAM_ID
  /** The greatest id that XDEL has deleted; 0-0 if none. Trimming does not count. */
  maxDeletedId: StreamId = MIN_STREAM_ID
  /** How many entries have ever been added. */
  entriesAdded: Counter = 0
  readonly #groups = new Map<Bytes, ConsumerGroup>()
  readonly #weight: GroupsWeight = { bytes: 0 }

  constructor(log: StreamLog) {
    this.log = log
  }

  /** A stream that takes over the log of `state`. O(pending entries). */
  static from(state: StreamState): StreamValue {
    const stream = StreamValue.#begin(state, state.log)
    for (const [name, group] of state.groups) {
      fill(stream.addGroup(name, group.lastId, group.entriesRead), group)
    }
    return stream
  }

  get type(): 'stream' {
    return 'stream'
  }

  get encoding(): 'stream' {
    return 'stream'
  }

  get length(): number {
    return this.log.length
  }

  get bytes(): number {
    return this.log.bytes + this.#weight.bytes
  }

  get groups(): ReadonlyMap<Bytes, ConsumerGroup> {
    return this.#groups
  }

  /** The id of the first entry; 0-0 where there is none. */
  get firstId(): StreamId {
    return this.log.first ?? MIN_STREAM_ID
  }

  /** Adds an entry whose id is above `lastId`, with fields and values in turn. The stream takes the array over. */
  append(id: StreamId, fields: Bytes[]): void {
    this.log.append(id, fields)
    this.lastId = id
    this.entriesAdded = add(this.entriesAdded, 1)
  }

  /** Returns whether there was such an entry. */
  delete(id: StreamId): boolean {
    if (!this.log.delete(id)) return false
    if (id > this.maxDeletedId) this.maxDeletedId = id
    return true
  }

  /** Adds a group. There must be none of that name. */
  addGroup(name: Bytes, lastId: StreamId, entriesRead: Counter | undefined): ConsumerGroup {
    const group = new ConsumerGroup(lastId, entriesRead, this.#weight)
    this.#groups.set(name, group)
    return group
  }

  /** Returns whether there was such a group. */
  deleteGroup(name: Bytes): boolean {
    this.#groups.get(name)?.dissolve()
    return this.#groups.delete(name)
  }

  /** The group has read on to the entry `id`, which comes after its last one (as in Redis's streamReplyWithRange). */
  advance(group: ConsumerGroup, id: StreamId): void {
    if (group.entriesRead !== undefined && !this.#hasTombstonesFrom(id)) {
      group.entriesRead = add(group.entriesRead, 1)
    } else if (Number(this.entriesAdded) !== 0) group.entriesRead = this.#readUpTo(id)
    group.lastId = id
  }

  /** How many entries the group has yet to read; `undefined` where deletions make that uncertain (streamReplyWithCGLag). */
  lagOf(group: ConsumerGroup): Counter | undefined {
    if (Number(this.entriesAdded) === 0) return 0
    const known = group.entriesRead !== undefined && !this.#hasTombstonesFrom(group.lastId)
    const read = known ? group.entriesRead : this.#readUpTo(group.lastId)
    return read === undefined ? undefined : add(this.entriesAdded, -read)
  }

  /** An independent copy. Costs what the log's clone costs, and O(pending entries). */
  clone(limits?: EncodingLimits): StreamValue {
    const copy = StreamValue.#begin(this, this.log.clone(limits))
    for (const [name, group] of this.#groups) copy.#groups.set(name, group.copyFor(copy.#weight))
    return copy
  }

  /** A stream with all of `state` but the groups. */
  static #begin(state: StreamState, log: StreamLog): StreamValue {
    const stream = new StreamValue(log)
    stream.lastId = state.lastId
    stream.maxDeletedId = state.maxDeletedId
    stream.entriesAdded = state.entriesAdded
    return stream
  }

  /** Whether an entry of `id` or above has been deleted (streamRangeHasTombstones). */
  #hasTombstonesFrom(id: StreamId): boolean {
    if (this.length === 0 || this.firstId > this.maxDeletedId) return false
    return id <= this.maxDeletedId
  }

  /** How many entries were ever added up to `id`; `undefined` where that is uncertain (streamEstimateDistanceFromFirstEverEntry). */
  #readUpTo(id: StreamId): Counter | undefined {
    if (Number(this.entriesAdded) === 0) return 0
    if (id === this.lastId || (this.length === 0 && id < this.lastId)) return this.entriesAdded
    const { firstId } = this
    const isFragmented = this.maxDeletedId !== MIN_STREAM_ID && this.maxDeletedId >= firstId
    if (id > this.lastId || id > firstId || isFragmented) return undefined
    return add(this.entriesAdded, (id === firstId ? 1 : 0) - this.length)
  }
}

function fill(group: ConsumerGroup, { pending, consumers }: GroupState): void {
  for (const { name, seenTime } of consumers.values()) group.addConsumer(name, seenTime)
  for (const [id, { consumer, deliveryTime, deliveryCount }] of pending) {
    const owner = group.consumers.get(consumer.name)
    if (owner !== undefined) group.assign(id, owner, deliveryTime, deliveryCount)
  }
}
