import { parseStoredInteger } from '@resident/bytes'
import { MIN_STREAM_ID, type StreamId } from '@resident/storage'
import * as arg from '../args/index.ts'
import { parseId, streamId } from '../args/stream-id.ts'
import { type Argv, type Command, firstKey } from '../command.ts'
import { err, invalidMinIdle } from '../errors.ts'
import { untilZero } from '../until-zero.ts'
import { Claim, type ClaimTerms, isIdle } from './claim.ts'
import { demandGroup } from './group-access.ts'

interface ClaimRequest extends ClaimTerms {
  readonly minIdle: number
  readonly ids: readonly StreamId[]
  /** Entries that are not pending are claimed, too. */
  readonly force: boolean
  /** The least last-delivered id that the group is to have afterwards. */
  readonly lastId: StreamId
}

/**
 * XCLAIM key group consumer min-idle-time id [id ...] [IDLE ms] [TIME unix-time-milliseconds] [RETRYCOUNT count]
 * [FORCE] [JUSTID] [LASTID id]
 */
export const xclaim: Command = {
  name: 'xclaim',
  arity: -6,
  flags: ['write', 'fast'],
  keys: firstKey('RW', 'update'),
  tips: ['nondeterministic_output'],

  run({ db }, argv, reply) {
    const key = arg.key(argv, 1)
    db.readAny(key)
    const found = demandGroup(db, key, arg.bytes(argv, 2))
    const now = db.now()
    const request = requestOf(argv, now)
    const { force, minIdle, ids, lastId } = request
    const { stream, group } = found
    const advances = lastId > group.lastId
    if (advances) group.lastId = lastId

    const claim = new Claim(db, key, found, arg.bytes(argv, 3), request)
    let released = 0
    reply.deferred()
    for (const id of ids) {
      const entry = group.pending.get(id)
      const fields = stream.log.get(id)
      if (fields === undefined) {
        // An entry that was deleted from the stream is no longer pending.
        if (group.release(id)) released++
      } else if (entry === undefined ? force : isIdle(entry, minIdle, now)) {
        claim.take(id, entry, fields, reply)
      }
    }
    reply.end('array', claim.claimed)
    // Claiming tells replicas of the last id, too; by itself it is a change of its own.
    const changes = claim.claimed + released
    db.modifiedUnwatched(key, changes === 0 && advances ? 1 : changes)
  },
}

function requestOf(argv: Argv, now: number): ClaimRequest {
  const minIdle = arg.atLeast(argv, 4, Number.NEGATIVE_INFINITY, invalidMinIdle('XCLAIM'))
  const ids: StreamId[] = []
  let i = 5
  for (; i < argv.length; i++) {
    const id = parseId(arg.bytes(argv, i), 0)
    if (id === undefined) break
    ids.push(id)
  }
  return { minIdle, ids, ...optionsOf(argv, i, now) }
}

function optionsOf(argv: Argv, from: number, now: number): Omit<ClaimRequest, 'minIdle' | 'ids'> {
  let force = false
  let justId = false
  let time = now
  let count: number | bigint | undefined
  let lastId = MIN_STREAM_ID
  for (let i = from; i < argv.length; i++) {
    const word = arg.word(argv, i)
    const isLast = i + 1 === argv.length
    if (word === 'FORCE') force = true
    else if (word === 'JUSTID') justId = true
    else if (word === 'IDLE' && !isLast) time = now - Number(optionValue(argv, ++i, word))
    else if (word === 'TIME' && !isLast) time = Number(optionValue(argv, ++i, word))
    else if (word === 'RETRYCOUNT' && !isLast) count = optionValue(argv, ++i, word)
    else if (word === 'LASTID' && !isLast) lastId = streamId(argv, ++i)
    else throw err(`Unrecognized XCLAIM option '${untilZero(arg.bytes(argv, i))}'`)
  }
  return {
    force,
    justId,
    // An impossible time counts as now, so that a client whose clock is ahead is not refused.
    deliveryTime: time >= 0 && time <= now ? time : now,
    deliveryCount: count === undefined || count < 0 ? undefined : count,
    lastId,
  }
}

function optionValue(argv: Argv, index: number, option: string): number | bigint {
  const value = parseStoredInteger(arg.bytes(argv, index))
  if (value === undefined) throw err(`Invalid ${option} option argument for XCLAIM`)
  return value
}
