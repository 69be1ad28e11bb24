import { type Bytes, compare } from '@resident/bytes'
import type { ConsumerGroup, Keyspace, StreamValue } from '@resident/keyspace'
import { formatStreamId } from '@resident/storage'
import { NO_SUCH_KEY } from '../errors.ts'
import type { ReplyFields } from '../reply-value.ts'

// Shared by the commands that show groups.

/** Groups or consumers in the order of their names. */
export function byName<T>(named: ReadonlyMap<Bytes, T>): readonly (readonly [Bytes, T])[] {
  return [...named].sort(([a], [b]) => compare(a, b))
}

/** The stream that XINFO is asked about. Throws NO_SUCH_KEY. */
export function streamToShow(db: Keyspace, key: Bytes): StreamValue {
  const stream = db.read(key, 'stream')
  if (stream === undefined) throw NO_SUCH_KEY
  return stream
}

/** How far the group has come. */
export function progressOf(stream: StreamValue, group: ConsumerGroup): ReplyFields {
  return {
    'last-delivered-id': formatStreamId(group.lastId),
    'entries-read': group.entriesRead,
    lag: stream.lagOf(group),
  }
}
