import type { Consumer, ConsumerGroup, StreamValue } from '@resident/keyspace'
import { formatStreamId, MAX_STREAM_ID, MIN_STREAM_ID, type StreamId } from '@resident/storage'
import * as arg from '../args/index.ts'
import type { Argv, Handler } from '../command.ts'
import { subcommandSyntax } from '../errors.ts'
import { type ReplyFields, type ReplyValue, replyValue } from '../reply-value.ts'
import { byName, progressOf, streamToShow } from './group-reply.ts'
import { radixNodes } from './radix-nodes.ts'
import { replyEntries } from './reply-entries.ts'

/** How many entries of each list FULL shows by default. */
const USUAL_COUNT = 10

/** XINFO STREAM key [FULL [COUNT count]] */
export const xinfoStream: Handler = ({ db }, argv, reply) => {
  const stream = streamToShow(db, arg.key(argv, 2))
  replyValue(reply, argv.length === 3 ? briefly(stream) : fully(stream, countOf(argv)))
}

/** `FULL [COUNT count]`; 0 for all. */
function countOf(argv: Argv): number {
  const isShaped = argv.length === 4 || (argv.length === 6 && arg.is(argv, 4, 'COUNT'))
  if (!isShaped || !arg.is(argv, 3, 'FULL')) throw subcommandSyntax('XINFO', arg.bytes(argv, 1))
  const count = argv.length === 6 ? arg.integer(argv, 5) : USUAL_COUNT
  return count < 0 ? USUAL_COUNT : count
}

function briefly(stream: StreamValue): ReplyFields {
  const { log, groups } = stream
  return {
    ...countersOf(stream),
    groups: groups.size,
    'first-entry': edgeOf(stream, log.first),
    'last-entry': edgeOf(stream, log.last),
  }
}

function fully(stream: StreamValue, count: number): ReplyFields {
  return {
    ...countersOf(stream),
    entries: (reply) =>
      replyEntries(reply, stream.log, { from: MIN_STREAM_ID, to: MAX_STREAM_ID, count }),
    groups: byName(stream.groups).map(([name, group]) => ({
      name,
      ...progressOf(stream, group),
      'pel-count': group.pending.size,
      pending: pendingOf(group, count, true),
      consumers: consumersOf(group, count),
    })),
  }
}

function countersOf(stream: StreamValue): ReplyFields {
  return {
    length: stream.length,
    'radix-tree-keys': stream.log.nodes,
    'radix-tree-nodes': radixNodes(stream.log),
    'last-generated-id': formatStreamId(stream.lastId),
    'max-deleted-entry-id': formatStreamId(stream.maxDeletedId),
    'entries-added': stream.entriesAdded,
    'recorded-first-entry-id': formatStreamId(stream.firstId),
  }
}

function edgeOf({ log }: StreamValue, id: StreamId | undefined): ReplyValue {
  const fields = id === undefined ? undefined : log.get(id)
  return id === undefined || fields === undefined ? undefined : [formatStreamId(id), fields]
}

function consumersOf({ consumers }: ConsumerGroup, count: number): ReplyValue {
  return byName(consumers).map(([name, consumer]) => ({
    name,
    'seen-time': consumer.seenTime,
    'pel-count': consumer.pending.size,
    pending: pendingOf(consumer, count, false),
  }))
}

/** The first `count` pending entries, 0 for all. */
function pendingOf(
  { pending }: ConsumerGroup | Consumer,
  count: number,
  withConsumer: boolean,
): ReplyValue {
  const shown: ReplyValue[] = []
  pending.each(MIN_STREAM_ID, (id, { consumer, deliveryTime, deliveryCount }) => {
    const owner = withConsumer ? [consumer.name] : []
    return shown.push([formatStreamId(id), ...owner, deliveryTime, deliveryCount]) !== count
  })
  return shown
}
