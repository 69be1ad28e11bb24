import { MAX_STREAM_ID, MIN_STREAM_ID, nextStreamId, type StreamId } from '@resident/storage'
import * as arg from '../args/index.ts'
import { streamId } from '../args/stream-id.ts'
import type { Client } from '../client.ts'
import type { Argv, Command } from '../command.ts'
import { err } from '../errors.ts'
import { streamKeys } from '../key-finders.ts'
import { untilZero } from '../until-zero.ts'
import { streamAt } from './group-access.ts'
import {
  beginOnlyStream,
  beginStream,
  endStreams,
  type ReadRequest,
  readRequest,
  streamsKeys,
} from './read-request.ts'
import { replyEntries } from './reply-entries.ts'
import { waitForEntry } from './wait-for-entry.ts'

/** XREAD [COUNT count] [BLOCK milliseconds] STREAMS key [key ...] id [id ...] */
export const xread: Command = {
  name: 'xread',
  arity: -4,
  flags: ['readonly', 'blocking'],
  keys: streamsKeys(1),
  findKeys: streamKeys,

  run(client, argv, reply) {
    const { db } = client
    const request = readRequest(client, argv, 'XREAD')
    const after = idsOf(client, argv, request)
    let served = 0
    for (let i = 0; i < request.streams; i++) {
      const key = arg.key(argv, request.first + i)
      const log = db.read(key, 'stream')?.log
      const last = log?.last
      if (log === undefined || last === undefined || last <= after[i]!) continue
      if (served++ === 0) reply.deferred()
      beginStream(reply, key)
      replyEntries(reply, log, {
        from: nextStreamId(after[i]!)!,
        to: MAX_STREAM_ID,
        count: request.count,
      })
    }
    if (served > 0) return endStreams(reply, served)

    waitForEntry(client, argv, request, reply, {
      serve(key, index, count, late) {
        const stream = streamAt(db, key)
        const from = after[index - request.first]!
        // Not the last entry's id: as in Redis, the client is served even if the new entry has been deleted since.
        if (stream === undefined || stream.lastId <= from) return false
        beginOnlyStream(late, key)
        replyEntries(late, stream.log, { from: nextStreamId(from)!, to: MAX_STREAM_ID, count })
        return true
      },
    })
  },
}

/** The ids after which to read, by stream. */
function idsOf({ db }: Client, argv: Argv, { first, streams }: ReadRequest): StreamId[] {
  const ids: StreamId[] = []
  for (let i = 0; i < streams; i++) {
    const stream = db.read(arg.key(argv, first + i), 'stream')
    const at = first + streams + i
    const word = untilZero(arg.bytes(argv, at))
    if (word === '>') {
      throw err(
        'The > ID can be specified only when calling XREADGROUP using the GROUP <group> <consumer> option.',
      )
    }
    ids.push(word === '$' ? (stream?.lastId ?? MIN_STREAM_ID) : streamId(argv, at))
  }
  return ids
}
