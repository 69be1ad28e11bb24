import { ascii, type Bytes, compare } from '@resident/bytes'
import type { ConsumerGroup, Keyspace, StreamValue } from '@resident/keyspace'
import type { ReplyWriter } from '@resident/protocol'
import { formatStreamId } from '@resident/storage'
import { NO_SUCH_KEY } from '../errors.ts'

// What the commands share that tell of groups.

/** Groups or consumers in the order of their names. */
export function byName<T>(named: ReadonlyMap<Bytes, T>): readonly (readonly [Bytes, T])[] {
  return [...named].sort(([a], [b]) => compare(a, b))
}

/** The stream that XINFO is to tell of. */
export function streamToShow(db: Keyspace, key: Bytes): StreamValue {
  const stream = db.read(key, 'stream')
  if (stream === undefined) throw NO_SUCH_KEY
  return stream
}

/** A key of a map; its value follows. */
export function name(reply: ReplyWriter, text: string): void {
  reply.bulk(ascii(text))
}

/** How far the group has come: three pairs of a map. */
export function replyProgress(reply: ReplyWriter, stream: StreamValue, group: ConsumerGroup): void {
  name(reply, 'last-delivered-id')
  reply.bulk(formatStreamId(group.lastId))
  name(reply, 'entries-read')
  replyKnown(reply, group.entriesRead)
  name(reply, 'lag')
  replyKnown(reply, stream.lagOf(group))
}

function replyKnown(reply: ReplyWriter, count: number | bigint | undefined): void {
  if (count === undefined) reply.null()
  else reply.integer(count)
}
