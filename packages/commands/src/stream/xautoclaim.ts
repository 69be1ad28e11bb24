import { INT64_MAX, parseStoredInteger } from '@resident/bytes'
import type { PendingEntry } from '@resident/keyspace'
import { formatStreamId, MIN_STREAM_ID, type StreamId } from '@resident/storage'
import * as arg from '../args/index.ts'
import { rangeStart } from '../args/stream-id.ts'
import { type Argv, type Command, firstKey } from '../command.ts'
import { COUNT_ZERO, err, invalidMinIdle, SYNTAX } from '../errors.ts'
import { Claim, isIdle } from './claim.ts'
import { demandGroup, type StreamGroup } from './group-access.ts'

const USUAL_COUNT = 100
/** How many entries are looked at for each that may be claimed. */
const ATTEMPTS = 10
const ID_BYTES = 16
/** Redis refuses a greater count; and also one for whose ids it could not allocate memory. */
const GREATEST_COUNT = INT64_MAX / 16n
const ADDRESS_SPACE = 2 ** 47

/** The pending entries that XAUTOCLAIM has looked at. */
interface Scanned {
  readonly entries: readonly (readonly [id: StreamId, entry: PendingEntry])[]
  /** Those that have been deleted from the stream. */
  readonly deleted: readonly StreamId[]
  /** The id to continue from; 0-0 at the end. */
  readonly next: StreamId
}

/** XAUTOCLAIM key group consumer min-idle-time start [COUNT count] [JUSTID] */
export const xautoclaim: Command = {
  name: 'xautoclaim',
  arity: -6,
  flags: ['write', 'fast'],
  // It goes through as many entries as COUNT says, so it is timed by itself.
  brief: 0,
  keys: firstKey('RW', 'delete'),
  tips: ['nondeterministic_output'],

  run({ db }, argv, reply) {
    const key = arg.key(argv, 1)
    // A hit or a miss is counted even where the arguments are refused.
    db.readAny(key)
    const minIdle = arg.atLeast(argv, 4, Number.NEGATIVE_INFINITY, invalidMinIdle('XAUTOCLAIM'))
    const start = rangeStart(argv, 5)
    const { count, justId } = optionsOf(argv)
    const found = demandGroup(db, key, arg.bytes(argv, 2))
    if (count * ID_BYTES >= ADDRESS_SPACE) {
      throw err('Insufficient memory, failed allocating transient memory, COUNT too high.')
    }

    const now = db.now()
    const isClaimed = (entry: PendingEntry): boolean => isIdle(entry, minIdle, now)
    const { entries, deleted, next } = scan(found, start, count, isClaimed)
    for (const id of deleted) found.group.release(id)
    reply.array(3)
    reply.bulk(formatStreamId(next))
    const terms = { justId, deliveryTime: now, deliveryCount: undefined }
    const claim = new Claim(db, key, found, arg.bytes(argv, 3), terms)
    reply.array(entries.length)
    for (const [id, entry] of entries) claim.take(id, entry, found.stream.log.get(id)!, reply)
    reply.array(deleted.length)
    for (const id of deleted) reply.bulk(formatStreamId(id))
    db.modifiedUnwatched(key, entries.length + deleted.length)
  },
}

function optionsOf(argv: Argv): { readonly count: number; readonly justId: boolean } {
  let count = USUAL_COUNT
  let justId = false
  for (let i = 6; i < argv.length; i++) {
    if (arg.is(argv, i, 'COUNT') && i + 1 < argv.length) {
      const given = parseStoredInteger(arg.bytes(argv, ++i))
      if (given === undefined || given < 1 || given > GREATEST_COUNT) throw COUNT_ZERO
      count = Number(given)
    } else if (arg.is(argv, i, 'JUSTID')) justId = true
    else throw SYNTAX
  }
  return { count, justId }
}

/** Looks at pending entries from `start` on until `count` are found that can be claimed or have been deleted. */
function scan(
  { stream, group }: StreamGroup,
  start: StreamId,
  count: number,
  isClaimed: (entry: PendingEntry) => boolean,
): Scanned {
  const entries: [StreamId, PendingEntry][] = []
  const deleted: StreamId[] = []
  let next = MIN_STREAM_ID
  let attempts = count * ATTEMPTS
  group.pending.each(start, (id, entry) => {
    if (attempts-- === 0 || entries.length + deleted.length === count) {
      next = id
      return false
    }
    if (stream.log.get(id) === undefined) deleted.push(id)
    else if (isClaimed(entry)) entries.push([id, entry])
    return true
  })
  return { entries, deleted, next }
}
