import type { Consumer } from '@resident/keyspace'
import { add } from '@resident/keyspace'
import type { ReplyWriter } from '@resident/protocol'
import {
  formatStreamId,
  MAX_STREAM_ID,
  MIN_STREAM_ID,
  nextStreamId,
  type StreamId,
} from '@resident/storage'
import type { StreamGroup } from './group-access.ts'
import { replyEntry } from './reply-entries.ts'

/** Delivers to the consumer what the group has not read yet, and replies with it: at most `count` entries, 0 for all. */
export function deliverNew(
  reply: ReplyWriter,
  { stream, group }: StreamGroup,
  consumer: Consumer,
  count: number,
  noack: boolean,
  now: number,
): void {
  let length = 0
  reply.deferred()
  const from = nextStreamId(group.lastId) ?? MIN_STREAM_ID
  stream.log.each(from, MAX_STREAM_ID, (id, fields) => {
    stream.advance(group, id)
    if (!noack) group.assign(id, consumer, now, 1)
    replyEntry(reply, id, fields)
    return ++length !== count
  })
  reply.end('array', length)
}

/** Replies with the consumer's pending entries after `after`, and counts a further delivery; deleted entries have no fields. */
export function replyHistory(
  reply: ReplyWriter,
  { stream }: StreamGroup,
  consumer: Consumer,
  after: StreamId,
  count: number,
  now: number,
): void {
  let length = 0
  reply.deferred()
  consumer.pending.each(nextStreamId(after) as StreamId, (id, entry) => {
    const fields = stream.log.get(id)
    if (fields === undefined) {
      reply.array(2)
      reply.bulk(formatStreamId(id))
      reply.nullArray()
    } else {
      entry.deliveryTime = now
      entry.deliveryCount = add(entry.deliveryCount, 1)
      replyEntry(reply, id, fields)
    }
    return ++length !== count
  })
  reply.end('array', length)
}
