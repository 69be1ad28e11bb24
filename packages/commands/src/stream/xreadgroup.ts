import type { Bytes } from '@resident/bytes'
import type { Keyspace } from '@resident/keyspace'
import { MAX_STREAM_ID, type StreamId } from '@resident/storage'
import * as arg from '../args/index.ts'
import { streamId } from '../args/stream-id.ts'
import type { Client } from '../client.ts'
import type { Argv, Command } from '../command.ts'
import { CommandError, err } from '../errors.ts'
import { streamKeys } from '../key-finders.ts'
import { untilZero } from '../until-zero.ts'
import { deliverNew, replyHistory } from './deliver.ts'
import { activeConsumer, groupToChange, type StreamGroup, streamAt } from './group-access.ts'
import { noGroupToRead } from './no-group.ts'
import {
  beginOnlyStream,
  beginStream,
  endStreams,
  type ReadRequest,
  readRequest,
  streamsKeys,
} from './read-request.ts'
import { waitForEntry } from './wait-for-entry.ts'

const LAST_ID_IN_XREADGROUP = err(
  'The $ ID is meaningless in the context of XREADGROUP: you want to read the history of this consumer by specifying a proper ID, or use the > ID to get new messages. The $ ID would just return an empty result set.',
)

/** Stands for `>`. */
const NEW = MAX_STREAM_ID

/** XREADGROUP GROUP group consumer [COUNT count] [BLOCK milliseconds] [NOACK] STREAMS key [key ...] id [id ...] */
export const xreadgroup: Command = {
  name: 'xreadgroup',
  arity: -7,
  flags: ['write', 'blocking'],
  keys: streamsKeys(4),
  findKeys: streamKeys,

  run(client, argv, reply) {
    const { db } = client
    const request = readRequest(client, argv, 'XREADGROUP')
    const { count, noack, first, streams } = request
    const { name, consumer: consumerName } = request.group!
    const after = idsOf(client, argv, request, name)
    let served = 0
    for (let i = 0; i < streams; i++) {
      const key = arg.key(argv, first + i)
      const found = groupToChange(db, key, name)!
      const isNew = after[i] === NEW
      if (isNew && !hasNew(found)) continue
      if (served++ === 0) reply.deferred()
      beginStream(reply, key)
      const consumer = activeConsumer(db, key, found.group, consumerName)
      if (isNew) deliverNew(reply, found, consumer, count, noack, db.now())
      else replyHistory(reply, found, consumer, after[i]!, count, db.now())
      db.modifiedUnwatched(key, 1)
    }
    if (served > 0) return endStreams(reply, served)

    waitForEntry(client, argv, request, reply, {
      needsKey: true,
      serve(key, _index, most, late) {
        const found = demandStillThere(db, key, name)
        if (found.stream.lastId <= found.group.lastId) return false
        const consumer = activeConsumer(db, key, found.group, consumerName)
        beginOnlyStream(late, key)
        deliverNew(late, found, consumer, most, noack, db.now())
        db.modifiedUnwatched(key, 0)
        return true
      },
    })
  },
}

/** The ids after which to read, by stream. */
function idsOf(
  { db }: Client,
  argv: Argv,
  { first, streams }: ReadRequest,
  group: Bytes,
): StreamId[] {
  const ids: StreamId[] = []
  for (let i = 0; i < streams; i++) {
    const key = arg.key(argv, first + i)
    const stream = db.read(key, 'stream')
    if (!stream?.groups.has(group)) throw noGroupToRead(key, group)
    const at = first + streams + i
    const word = untilZero(arg.bytes(argv, at))
    if (word === '$') throw LAST_ID_IN_XREADGROUP
    ids.push(word === '>' ? NEW : streamId(argv, at))
  }
  return ids
}

function hasNew({ stream, group }: StreamGroup): boolean {
  const { last } = stream.log
  return last !== undefined && last > group.lastId
}

/** The group that a client has waited for. Throws if the stream or the group no longer exists. */
function demandStillThere(db: Keyspace, key: Bytes, name: Bytes): StreamGroup {
  const stream = streamAt(db, key) && db.write(key, 'stream')
  if (stream === undefined) throw new CommandError('UNBLOCKED', 'the stream key no longer exists')
  const group = stream.groups.get(name)
  if (group === undefined) {
    throw new CommandError(
      'NOGROUP',
      'the consumer group this client was blocked on no longer exists',
    )
  }
  return { stream, group }
}
