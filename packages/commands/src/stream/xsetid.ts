import type { StreamValue } from '@resident/keyspace'
import { MIN_STREAM_ID, type StreamId } from '@resident/storage'
import * as arg from '../args/index.ts'
import { streamId } from '../args/stream-id.ts'
import { type Argv, type Command, firstKey } from '../command.ts'
import { err, NO_SUCH_KEY, SYNTAX } from '../errors.ts'

interface SetIdRequest {
  readonly lastId: StreamId
  readonly entriesAdded: number | bigint | undefined
  /** 0-0: leave it as it is. */
  readonly maxDeletedId: StreamId
}

/** XSETID key last-id [ENTRIESADDED entries_added] [MAXDELETEDID max_deleted_entry_id] */
export const xsetid: Command = {
  name: 'xsetid',
  arity: -3,
  flags: ['write', 'denyoom', 'fast'],
  keys: firstKey('RW', 'update'),

  run({ db }, argv, reply) {
    const request = requestOf(argv)
    const key = arg.key(argv, 1)
    const stream = db.write(key, 'stream')
    if (stream === undefined) throw NO_SUCH_KEY
    check(stream, request)
    stream.lastId = request.lastId
    stream.entriesAdded = request.entriesAdded ?? stream.entriesAdded
    if (request.maxDeletedId !== MIN_STREAM_ID) stream.maxDeletedId = request.maxDeletedId
    reply.status('OK')
    db.modifiedUnwatched(key, 1, 'xsetid')
  },
}

function requestOf(argv: Argv): SetIdRequest {
  const lastId = streamId(argv, 2)
  let entriesAdded: number | bigint | undefined
  let maxDeletedId = MIN_STREAM_ID
  for (let i = 3; i < argv.length; i += 2) {
    const word = i + 1 < argv.length ? arg.word(argv, i) : ''
    if (word === 'ENTRIESADDED') {
      entriesAdded = arg.exactInteger(argv, i + 1)
      if (entriesAdded < 0) throw err('entries_added must be positive')
    } else if (word === 'MAXDELETEDID') {
      maxDeletedId = streamId(argv, i + 1)
      if (lastId < maxDeletedId) {
        throw err('The ID specified in XSETID is smaller than the provided max_deleted_entry_id')
      }
    } else throw SYNTAX
  }
  return { lastId, entriesAdded, maxDeletedId }
}

function check(stream: StreamValue, { lastId, entriesAdded }: SetIdRequest): void {
  const { last } = stream.log
  if (last === undefined) return
  if (lastId < last) {
    throw err('The ID specified in XSETID is smaller than the target stream top item')
  }
  if (entriesAdded !== undefined && entriesAdded < stream.length) {
    throw err('The entries_added specified in XSETID is smaller than the target stream length')
  }
}
