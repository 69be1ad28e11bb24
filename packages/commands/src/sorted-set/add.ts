import { parseDouble } from '@resident/bytes'
import type { Keyspace } from '@resident/keyspace'
import type { ReplyWriter } from '@resident/protocol'
import type { SortedSetValue } from '@resident/storage'
import * as arg from '../args/index.ts'
import type { Argv, Handler } from '../command.ts'
import {
  GT_LT_NX,
  INCR_SINGLE_PAIR,
  NOT_A_FLOAT,
  SCORE_NOT_A_NUMBER,
  SYNTAX,
  XX_AND_NX,
} from '../errors.ts'

/** When a score is set. */
export interface AddRules {
  nx: boolean
  xx: boolean
  gt: boolean
  lt: boolean
}

interface AddOptions extends AddRules {
  /** Count changed scores, too. */
  ch: boolean
  incr: boolean
  /** Where the first score stands. */
  first: number
}

/** ZADD; and ZINCRBY, which in Redis is ZADD with INCR, and so knows its options. */
export function addScores(incr: boolean): Handler {
  return ({ db }, argv, reply) => {
    const options = optionsOf(argv, incr)
    const scores = scoresOf(argv, options)
    if (options.incr) increment(db, argv, options, scores[0] as number, reply)
    else reply.integer(setScores(db, argv, options, scores))
  }
}

/** Whether a member that scores `current` (undefined: it is not there) may get this score. */
export function allows(
  { nx, xx, gt, lt }: AddRules,
  current: number | undefined,
  score: number,
): boolean {
  if (current === undefined) return !xx
  return !nx && !(gt && score <= current) && !(lt && score >= current)
}

function optionsOf(argv: Argv, incr: boolean): AddOptions {
  const options: AddOptions = {
    nx: false,
    xx: false,
    gt: false,
    lt: false,
    ch: false,
    incr,
    first: 2,
  }
  while (options.first < argv.length && takeOption(options, arg.word(argv, options.first))) {
    options.first++
  }
  const left = argv.length - options.first
  if (left === 0 || left % 2 !== 0) throw SYNTAX
  const { nx, xx, gt, lt } = options
  if (nx && xx) throw XX_AND_NX
  if ((gt && nx) || (lt && nx) || (gt && lt)) throw GT_LT_NX
  if (options.incr && left > 2) throw INCR_SINGLE_PAIR
  return options
}

/** Says whether the word was an option. */
function takeOption(options: AddOptions, word: string): boolean {
  if (word === 'NX') options.nx = true
  else if (word === 'XX') options.xx = true
  else if (word === 'GT') options.gt = true
  else if (word === 'LT') options.lt = true
  else if (word === 'CH') options.ch = true
  else if (word === 'INCR') options.incr = true
  else return false
  return true
}

/** All scores, so that none is set if one of them is none. */
function scoresOf(argv: Argv, { first }: AddOptions): readonly number[] {
  const scores: number[] = []
  for (let i = first; i < argv.length; i += 2) {
    const score = parseDouble(arg.bytes(argv, i))
    if (score === undefined) throw NOT_A_FLOAT
    scores.push(score)
  }
  return scores
}

/** The sorted set to be changed; `undefined` if it is not there and must not come to be. */
function target(db: Keyspace, argv: Argv, { xx }: AddOptions): SortedSetValue | undefined {
  const key = arg.key(argv, 1)
  const zset = db.write(key, 'zset')
  return zset === undefined && !xx ? db.store(key, db.engine.zset(db.limits)) : zset
}

/** Says how many were added, or changed as well. */
function setScores(
  db: Keyspace,
  argv: Argv,
  options: AddOptions,
  scores: readonly number[],
): number {
  const zset = target(db, argv, options)
  if (zset === undefined) return 0
  let added = 0
  let moved = 0
  for (let i = 0; i < scores.length; i++) {
    const member = arg.bytes(argv, options.first + 2 * i + 1)
    const score = scores[i] as number
    if (!allows(options, zset.score(member), score)) continue
    const outcome = zset.add(member, score)
    if (outcome === 'added') added++
    else if (outcome === 'moved') moved++
  }
  if (added + moved > 0) db.modified(arg.key(argv, 1), 'zadd')
  return options.ch ? added + moved : added
}

function increment(
  db: Keyspace,
  argv: Argv,
  options: AddOptions,
  by: number,
  reply: ReplyWriter,
): void {
  const zset = target(db, argv, options)
  const member = arg.bytes(argv, options.first + 1)
  const current = zset?.score(member)
  if (zset === undefined || (options.nx && current !== undefined)) return reply.null()
  const score = current === undefined ? by : current + by
  if (Number.isNaN(score)) throw SCORE_NOT_A_NUMBER
  if (!allows(options, current, score)) return reply.null()
  if (zset.add(member, score) !== 'same') db.modified(arg.key(argv, 1), 'zincr')
  reply.double(score)
}
