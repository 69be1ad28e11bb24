import type { Bytes } from '@resident/bytes'
import type { StreamId, StreamLog } from '@resident/storage'

/**
 * A stream with all that stands beside its entries, as payloads and files hold it. Whoever keeps
 * streams has a class of this shape, and makes one of what the readers give.
 */
export interface StreamRecord {
  readonly type: 'stream'
  readonly log: StreamLog
  /** The greatest id ever. */
  readonly lastId: StreamId
  /** The greatest id that XDEL or a trim has taken away; 0-0 if none has. */
  readonly maxDeletedId: StreamId
  /** How many entries there have ever been; a number where that is exact. */
  readonly entriesAdded: number | bigint
  readonly groups: ReadonlyMap<Bytes, StreamGroupRecord>
}

export interface StreamGroupRecord {
  /** The last id delivered. */
  readonly lastId: StreamId
  /** How many entries have been read; `undefined` where Redis does not know. */
  readonly entriesRead: number | bigint | undefined
  /** What has been delivered and not acknowledged, in any order. */
  readonly pending: ReadonlyMap<StreamId, StreamPendingRecord>
  readonly consumers: ReadonlyMap<Bytes, StreamConsumerRecord>
}

export interface StreamPendingRecord {
  /** One of the group's, the very object. */
  readonly consumer: StreamConsumerRecord
  /** Unix milliseconds. */
  readonly deliveryTime: number
  readonly deliveryCount: number | bigint
}

export interface StreamConsumerRecord {
  readonly name: Bytes
  /** Unix milliseconds. */
  readonly seenTime: number
}
