import type { Consumer, ConsumerGroup, StreamValue } from '@resident/keyspace'
import type { ReplyWriter } from '@resident/protocol'
import { formatStreamId, MAX_STREAM_ID, MIN_STREAM_ID, type StreamId } from '@resident/storage'
import * as arg from '../args/index.ts'
import { type Argv, keyAt, type Subcommand } from '../command.ts'
import { subcommandSyntax } from '../errors.ts'
import { byName, name, replyProgress, streamToShow } from './group-reply.ts'
import { radixNodes } from './radix-nodes.ts'
import { replyEntries, replyEntry } from './reply-entries.ts'

/** How many entries of each list FULL shows unless told. */
const USUAL_COUNT = 10

/** XINFO STREAM key [FULL [COUNT count]] */
export const xinfoStream: Subcommand = {
  name: 'stream',
  arity: -3,
  flags: ['readonly'],
  keys: [keyAt(2, 'RO', 'access')],

  run({ db }, argv, reply) {
    const stream = streamToShow(db, arg.key(argv, 2))
    if (argv.length === 3) replyBrief(reply, stream)
    else replyFull(reply, stream, countOf(argv))
  },
}

/** `FULL [COUNT count]`; 0 for all. */
function countOf(argv: Argv): number {
  const isShaped = argv.length === 4 || (argv.length === 6 && arg.is(argv, 4, 'COUNT'))
  if (!isShaped || !arg.is(argv, 3, 'FULL')) throw subcommandSyntax('XINFO', arg.bytes(argv, 1))
  const count = argv.length === 6 ? arg.integer(argv, 5) : USUAL_COUNT
  return count < 0 ? USUAL_COUNT : count
}

function replyBrief(reply: ReplyWriter, stream: StreamValue): void {
  reply.map(10)
  replyCounters(reply, stream)
  name(reply, 'groups')
  reply.integer(stream.groups.size)
  name(reply, 'first-entry')
  replyEdge(reply, stream, stream.log.first)
  name(reply, 'last-entry')
  replyEdge(reply, stream, stream.log.last)
}

function replyFull(reply: ReplyWriter, stream: StreamValue, count: number): void {
  reply.map(9)
  replyCounters(reply, stream)
  name(reply, 'entries')
  replyEntries(reply, stream.log, MIN_STREAM_ID, MAX_STREAM_ID, false, count)
  name(reply, 'groups')
  reply.array(stream.groups.size)
  for (const [groupName, group] of byName(stream.groups)) {
    reply.map(7)
    name(reply, 'name')
    reply.bulk(groupName)
    replyProgress(reply, stream, group)
    replyPending(reply, group, count, true)
    replyConsumers(reply, group, count)
  }
}

/** Seven pairs of a map. */
function replyCounters(reply: ReplyWriter, stream: StreamValue): void {
  name(reply, 'length')
  reply.integer(stream.length)
  name(reply, 'radix-tree-keys')
  reply.integer(stream.log.nodes)
  name(reply, 'radix-tree-nodes')
  reply.integer(radixNodes(stream.log))
  name(reply, 'last-generated-id')
  reply.bulk(formatStreamId(stream.lastId))
  name(reply, 'max-deleted-entry-id')
  reply.bulk(formatStreamId(stream.maxDeletedId))
  name(reply, 'entries-added')
  reply.integer(stream.entriesAdded)
  name(reply, 'recorded-first-entry-id')
  reply.bulk(formatStreamId(stream.firstId))
}

function replyEdge(reply: ReplyWriter, { log }: StreamValue, id: StreamId | undefined): void {
  const fields = id === undefined ? undefined : log.get(id)
  if (id === undefined || fields === undefined) reply.null()
  else replyEntry(reply, id, fields)
}

function replyConsumers(reply: ReplyWriter, { consumers }: ConsumerGroup, count: number): void {
  name(reply, 'consumers')
  reply.array(consumers.size)
  for (const [consumerName, consumer] of byName(consumers)) {
    reply.map(4)
    name(reply, 'name')
    reply.bulk(consumerName)
    name(reply, 'seen-time')
    reply.integer(consumer.seenTime)
    replyPending(reply, consumer, count, false)
  }
}

/** Two pairs of a map: how many entries are pending, and the first `count` of them. */
function replyPending(
  reply: ReplyWriter,
  { pending }: ConsumerGroup | Consumer,
  count: number,
  withConsumer: boolean,
): void {
  name(reply, 'pel-count')
  reply.integer(pending.size)
  name(reply, 'pending')
  const length = count === 0 ? pending.size : Math.min(count, pending.size)
  reply.array(length)
  let shown = 0
  pending.each(MIN_STREAM_ID, (id, { consumer, deliveryTime, deliveryCount }) => {
    if (shown++ === length) return false
    reply.array(withConsumer ? 4 : 3)
    reply.bulk(formatStreamId(id))
    if (withConsumer) reply.bulk(consumer.name)
    reply.integer(deliveryTime)
    reply.integer(deliveryCount)
    return true
  })
}
