import type { Bytes } from '@resident/bytes'
import { MIN_STREAM_ID, type StreamId, sdsBytes } from '@resident/storage'
import type { Counter } from './counter.ts'
import { IdMap } from './id-map.ts'

/** An entry that was delivered and not yet acknowledged. The group's PEL and the consumer's hold the same object. */
export interface PendingEntry {
  consumer: Consumer
  /** Unix milliseconds. */
  deliveryTime: number
  deliveryCount: Counter
}

/** One reader of a group. */
export class Consumer {
  readonly name: Bytes
  /** When it last read or claimed something, in Unix milliseconds. */
  seenTime: number
  /** The part of the group's PEL that was delivered to this consumer. */
  readonly pending: IdMap<PendingEntry> = new IdMap()

  constructor(name: Bytes, seenTime: number) {
    this.name = name
    this.seenTime = seenTime
  }
}

/** The memory that the groups of one stream would take in redis-server, in bytes. */
export interface GroupsWeight {
  bytes: number
}

// Measured in redis-server 7.0.15, radix trees included.
const GROUP_BYTES = 154
const CONSUMER_BYTES = 96
const PENDING_BYTES = 148

/**
 * Consumers that share a stream: how far they have read, and which entries each was given and has not acknowledged.
 *
 * The PEL is changed only by these methods, so that the group's and the consumers' lists agree.
 */
export class ConsumerGroup {
  /** The last id delivered. */
  lastId: StreamId
  /** How many of the entries ever added have been read; `undefined` where Redis cannot tell. */
  entriesRead: Counter | undefined
  /** The PEL. To be read only, like each consumer's. */
  readonly pending: IdMap<PendingEntry> = new IdMap()
  readonly #consumers = new Map<Bytes, Consumer>()
  /** Shared by all groups of the stream. */
  readonly #weight: GroupsWeight

  constructor(lastId: StreamId, entriesRead: Counter | undefined, weight: GroupsWeight) {
    this.lastId = lastId
    this.entriesRead = entriesRead
    this.#weight = weight
    weight.bytes += GROUP_BYTES
  }

  get consumers(): ReadonlyMap<Bytes, Consumer> {
    return this.#consumers
  }

  /** Adds a consumer, last seen at `now` (Unix milliseconds). There must be none of that name. */
  addConsumer(name: Bytes, now: number): Consumer {
    const consumer = new Consumer(name, now)
    this.#consumers.set(name, consumer)
    this.#weight.bytes += consumerBytes(name)
    return consumer
  }

  /** Deletes the consumer with its pending entries; returns how many these were. */
  deleteConsumer(consumer: Consumer): number {
    const { size } = consumer.pending
    for (const id of consumer.pending.keys()) this.pending.delete(id)
    this.#consumers.delete(consumer.name)
    this.#weight.bytes -= consumerBytes(consumer.name) + size * PENDING_BYTES
    return size
  }

  /** Makes the entry pending for this consumer, whichever consumer had it before, with this time and count of delivery. */
  assign(id: StreamId, consumer: Consumer, deliveryTime: number, deliveryCount: Counter): void {
    const entry = this.pending.get(id)
    if (entry === undefined) {
      const created: PendingEntry = { consumer, deliveryTime, deliveryCount }
      this.pending.set(id, created)
      consumer.pending.set(id, created)
      this.#weight.bytes += PENDING_BYTES
      return
    }
    entry.deliveryTime = deliveryTime
    entry.deliveryCount = deliveryCount
    if (entry.consumer === consumer) return
    entry.consumer.pending.delete(id)
    entry.consumer = consumer
    consumer.pending.set(id, entry)
  }

  /** Takes the entry off the PEL; returns whether it was pending. */
  release(id: StreamId): boolean {
    const entry = this.pending.get(id)
    if (entry === undefined) return false
    this.pending.delete(id)
    entry.consumer.pending.delete(id)
    this.#weight.bytes -= PENDING_BYTES
    return true
  }

  /** An equal group for another stream. O(pending entries). */
  copyFor(weight: GroupsWeight): ConsumerGroup {
    const copy = new ConsumerGroup(this.lastId, this.entriesRead, weight)
    const owners = new Map<Consumer, Consumer>()
    for (const consumer of this.#consumers.values()) {
      owners.set(consumer, copy.addConsumer(consumer.name, consumer.seenTime))
    }
    this.pending.each(MIN_STREAM_ID, (id, { consumer, deliveryTime, deliveryCount }) => {
      const owner = owners.get(consumer)!
      const entry: PendingEntry = { consumer: owner, deliveryTime, deliveryCount }
      copy.pending.append(id, entry)
      owner.pending.append(id, entry)
      return true
    })
    weight.bytes += this.pending.size * PENDING_BYTES
    return copy
  }

  /** The group was deleted: it weighs nothing from now on. */
  dissolve(): void {
    this.#weight.bytes -= GROUP_BYTES + this.pending.size * PENDING_BYTES
    for (const name of this.#consumers.keys()) this.#weight.bytes -= consumerBytes(name)
  }
}

function consumerBytes(name: Bytes): number {
  return CONSUMER_BYTES + sdsBytes(name.length)
}
