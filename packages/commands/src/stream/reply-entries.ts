import type { Bytes } from '@resident/bytes'
import type { ReplyWriter } from '@resident/protocol'
import { formatStreamId, type StreamId, type StreamLog } from '@resident/storage'

/** Replies with an entry: its id, and its fields and values in turn. */
export function replyEntry(reply: ReplyWriter, id: StreamId, fields: readonly Bytes[]): void {
  reply.array(2)
  reply.bulk(formatStreamId(id))
  reply.array(fields.length)
  for (let i = 0; i < fields.length; i++) reply.bulk(fields[i] as Bytes)
}

/** Which entries of a stream. */
export interface EntryRange {
  readonly from: StreamId
  readonly to: StreamId
  /** In descending order. */
  readonly backwards?: boolean
  /** At most so many; 0 for all. */
  readonly count: number
}

/** Replies with the entries in the range. */
export function replyEntries(
  reply: ReplyWriter,
  log: StreamLog,
  { from, to, backwards, count }: EntryRange,
): void {
  let length = 0
  const say = (id: StreamId, fields: readonly Bytes[]): boolean => {
    replyEntry(reply, id, fields)
    return ++length !== count
  }
  reply.deferred()
  if (backwards) log.eachBackwards(from, to, say)
  else log.each(from, to, say)
  reply.end('array', length)
}
