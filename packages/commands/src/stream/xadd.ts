import type { Bytes } from '@resident/bytes'
import { StreamValue } from '@resident/keyspace'
import {
  type EncodingLimits,
  formatStreamId,
  MAX_STREAM_ID,
  MIN_STREAM_ID,
  nextStreamId,
  type StreamId,
  streamIdMs,
  streamIdOf,
  type Trimming,
} from '@resident/storage'
import * as arg from '../args/index.ts'
import { type GivenId, partialStreamId } from '../args/stream-id.ts'
import { type Argv, type Command, keyAt } from '../command.ts'
import { err, wrongArity } from '../errors.ts'
import { untilZero } from '../until-zero.ts'
import { TrimOptions } from './trim-options.ts'

const ENTRY_TOO_LARGE = err('Elements are too large to be stored')

/** A larger entry does not fit into a node. */
const MOST_BYTES = 1 << 30

interface AddRequest {
  /** `undefined` for `*`. */
  readonly id: GivenId | undefined
  /** The index of the first field. */
  readonly first: number
  readonly mkstream: boolean
  readonly trimming: Trimming | undefined
}

/** XADD key [NOMKSTREAM] [<MAXLEN | MINID> [= | ~] threshold [LIMIT count]] <* | id> field value [field value ...] */
export const xadd: Command = {
  name: 'xadd',
  arity: -5,
  flags: ['write', 'denyoom', 'fast'],
  // With a trimming option it may take long.
  brief: 6,
  keys: [
    {
      ...keyAt(1, 'RW', 'update'),
      notes: 'UPDATE instead of INSERT because of the optional trimming feature',
    },
  ],
  tips: ['nondeterministic_output'],

  run({ db }, argv, reply) {
    const request = requestOf(argv, db.limits)
    const key = arg.key(argv, 1)
    const found = db.write(key, 'stream')
    if (found === undefined && !request.mkstream) return reply.null()
    const id = idAfter(found?.lastId ?? MIN_STREAM_ID, request.id, db.now())
    const fields = fieldsFrom(argv, request.first)
    const stream = found ?? db.store(key, new StreamValue(db.engine.stream(db.limits)))
    stream.append(id, fields)
    const { trimming } = request
    const trimmed = trimming !== undefined && stream.log.trim(trimming) > 0
    // The reply first: a client that is subscribed to its own events over RESP3 sees the order.
    reply.bulk(formatStreamId(id))
    db.modified(key, 'xadd')
    if (trimmed) db.notify(key, 'xtrim')
    if (found !== undefined) db.ready(key)
  },
}

function requestOf(argv: Argv, limits: EncodingLimits): AddRequest {
  const options = new TrimOptions()
  let mkstream = true
  let i = 2
  for (let taken = 1; i < argv.length; i += taken) {
    if (untilZero(arg.bytes(argv, i)) === '*') break
    taken = options.take(argv, i)
    if (taken > 0) continue
    if (!arg.is(argv, i, 'NOMKSTREAM')) break
    mkstream = false
    taken = 1
  }
  const isGiven = i < argv.length && untilZero(arg.bytes(argv, i)) !== '*'
  const id = isGiven ? partialStreamId(argv, i) : undefined
  const trimming = options.trimming(limits)
  options.checkLimit()
  const left = argv.length - i - 1
  if (left < 2 || left % 2 === 1) throw wrongArity('xadd')
  if (id !== undefined && Number(id.ms) === 0 && id.seq === 0) {
    throw err('The ID specified in XADD must be greater than 0-0')
  }
  return { id, first: i + 1, mkstream, trimming }
}

/** The id of an entry that comes after `last`. */
function idAfter(last: StreamId, given: GivenId | undefined, now: number): StreamId {
  if (last === MAX_STREAM_ID) {
    throw err('The stream has exhausted the last possible ID, unable to add more items')
  }
  if (given === undefined) {
    const fresh = streamIdOf(now, 0)
    return fresh > last ? fresh : (nextStreamId(last) as StreamId)
  }
  const id = given.seq === undefined ? nextWithin(given.ms, last) : streamIdOf(given.ms, given.seq)
  if (id <= last) {
    throw err('The ID specified in XADD is equal or smaller than the target stream top item')
  }
  return id
}

/** The first free id of this millisecond. */
function nextWithin(ms: number | bigint, last: StreamId): StreamId {
  if (streamIdMs(last) !== ms) return streamIdOf(ms, 0)
  const next = nextStreamId(last) as StreamId
  // Redis's error here depends on errno, which is mostly this one.
  if (streamIdMs(next) !== ms) throw ENTRY_TOO_LARGE
  return next
}

function fieldsFrom(argv: Argv, first: number): Bytes[] {
  const fields = argv.slice(first)
  let size = 0
  for (let i = 0; i < fields.length; i++) size += fields[i]!.length
  if (size > MOST_BYTES) throw ENTRY_TOO_LARGE
  return fields
}
