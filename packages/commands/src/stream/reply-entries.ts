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

/** Replies with the entries from `from` to `to`, in descending order if `backwards`; at most `count`, 0 for all. */
export function replyEntries(
  reply: ReplyWriter,
  log: StreamLog,
  from: StreamId,
  to: StreamId,
  backwards: boolean,
  count: number,
): void {
  let length = 0
  reply.deferred()
  log.each(from, to, backwards, (id, fields) => {
    replyEntry(reply, id, fields)
    return ++length !== count
  })
  reply.end('array', length)
}
