import type { Bytes } from '@resident/bytes'
import type { StreamId, StreamLog } from '@resident/storage'

/**
 * A stream with all that belongs to it besides its entries, as payloads and files hold it. A keyspace has
 * a class of this shape for its streams, and makes one from what the readers return.
 */
export interface StreamRecord {
  readonly type: 'stream'
  readonly log: StreamLog
  /** The greatest id that any entry has had. */
  readonly lastId: StreamId
  /** The greatest id that XDEL has deleted; 0-0 if none. Trimming does not count. */
  readonly maxDeletedId: StreamId
  /** How many entries have ever been added; a number where that is exact. */
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
  /** The same object as in the group's `consumers`. */
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
