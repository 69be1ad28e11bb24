import { type Bytes, parseDouble } from '@resident/bytes'
import type { Keyspace } from '@resident/keyspace'
import type { ReplyWriter } from '@resident/protocol'
import type { ScoredMember, SortedSetValue } from '@resident/storage'
import * as arg from '../args/index.ts'
import type { Argv, Handler } from '../command.ts'
import { editable } from '../editable.ts'
import { err, NOT_A_FLOAT, SYNTAX } from '../errors.ts'

const NINE = 57

/** When a score is set, and what is counted. */
export interface AddOptions {
  nx: boolean
  xx: boolean
  gt: boolean
  lt: boolean
  /** Count changed scores, too. */
  ch: boolean
}

interface AddRequest extends AddOptions {
  incr: boolean
  /** The index of the first score. */
  first: number
}

/** ZADD; and ZINCRBY, which in Redis is ZADD with INCR, and so knows its options. */
export function addScores({ incr }: { readonly incr: boolean }): Handler {
  return ({ db }, argv, reply) => {
    const request = requestOf(argv, { incr })
    const pairs = pairsOf(argv, request)
    const key = arg.key(argv, 1)
    if (request.incr) increment(db, key, request, pairs[0] as ScoredMember, reply)
    else setScores(db, key, request, pairs, reply)
  }
}

/** Sets scores as ZADD does; replies how many members were added (and, with `ch`, moved). */
export function setScores(
  db: Keyspace,
  key: Bytes,
  options: AddOptions,
  pairs: readonly ScoredMember[],
  reply: ReplyWriter,
): void {
  const zset = target(db, key, options)
  if (zset === undefined) return reply.integer(0)
  let added = 0
  let moved = 0
  const { nx, xx, gt, lt } = options
  const isConditional = nx || xx || gt || lt
  for (const { member, score } of pairs) {
    if (isConditional && !allows(options, zset.score(member), score)) continue
    const outcome = zset.add(member, score)
    if (outcome === 'added') added++
    else if (outcome === 'moved') moved++
  }
  reply.integer(options.ch ? added + moved : added)
  if (added + moved > 0) db.modified(key, 'zadd', added + moved)
}

/** Whether a member that scores `current` (undefined: it is not there) may get this score. */
function allows(
  { nx, xx, gt, lt }: AddOptions,
  current: number | undefined,
  score: number,
): boolean {
  if (current === undefined) return !xx
  return !nx && !(gt && score <= current) && !(lt && score >= current)
}

function requestOf(argv: Argv, { incr }: { readonly incr: boolean }): AddRequest {
  const options: AddRequest = {
    nx: false,
    xx: false,
    gt: false,
    lt: false,
    ch: false,
    incr,
    first: 2,
  }
  while (options.first < argv.length && takeOption(options, argv, options.first)) options.first++
  const left = argv.length - options.first
  if (left === 0 || left % 2 !== 0) throw SYNTAX
  const { nx, xx, gt, lt } = options
  if (nx && xx) throw err('XX and NX options at the same time are not compatible')
  if ((gt && nx) || (lt && nx) || (gt && lt)) {
    throw err('GT, LT, and/or NX options at the same time are not compatible')
  }
  if (options.incr && left > 2) throw err('INCR option supports a single increment-element pair')
  return options
}

/** Says whether the argument was an option. */
function takeOption(options: AddRequest, argv: Argv, index: number): boolean {
  // It is mostly a score.
  if (arg.bytes(argv, index).charCodeAt(0) <= NINE) return false
  const word = arg.word(argv, index)
  if (word === 'NX') options.nx = true
  else if (word === 'XX') options.xx = true
  else if (word === 'GT') options.gt = true
  else if (word === 'LT') options.lt = true
  else if (word === 'CH') options.ch = true
  else if (word === 'INCR') options.incr = true
  else return false
  return true
}

/** Reads all scores before any is set, so that none is set if one of them is not a number. */
function pairsOf(argv: Argv, { first }: AddRequest): readonly ScoredMember[] {
  const pairs: ScoredMember[] = []
  for (let i = first; i < argv.length; i += 2) {
    const score = parseDouble(arg.bytes(argv, i))
    if (score === undefined) throw NOT_A_FLOAT
    pairs.push({ score, member: arg.bytes(argv, i + 1) })
  }
  return pairs
}

/** The sorted set to be changed; `undefined` if it is missing and, because of XX, must not be created. */
function target(db: Keyspace, key: Bytes, { xx }: AddOptions): SortedSetValue | undefined {
  return xx ? db.write(key, 'zset') : editable(db, key, 'zset')
}

function increment(
  db: Keyspace,
  key: Bytes,
  options: AddOptions,
  { member, score: by }: ScoredMember,
  reply: ReplyWriter,
): void {
  const zset = target(db, key, options)
  const current = zset?.score(member)
  if (zset === undefined || (options.nx && current !== undefined)) return reply.null()
  const score = current === undefined ? by : current + by
  if (Number.isNaN(score)) throw err('resulting score is not a number (NaN)')
  if (!allows(options, current, score)) return reply.null()
  reply.double(score)
  if (zset.add(member, score) !== 'same') db.modified(key, 'zincr')
}
