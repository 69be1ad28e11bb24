import { countIn } from './checks.ts'
import { CacheError } from './errors.ts'
import type { WriteOptions } from './expiry.ts'
import type { Key } from './key-types.ts'
import { Keyspace } from './keyspace.ts'
import { type Argument, type Operation, reading, writing } from './operation.ts'
import { toNumber } from './replies.ts'

const ADD = writing('add', 'ZADD')
const RAISE = writing('raise', 'ZADD')
const INCREMENT = writing('increment', 'ZINCRBY')
const REMOVE = writing('remove', 'ZREM')
const SCORE = reading('score', 'ZSCORE', 'one')
const RANK = reading('rank', 'ZREVRANK', 'one')
const LEN = reading('len', 'ZCARD')
const COUNT = reading('count', 'ZCOUNT')
const TOP = reading('top', 'ZRANGE')
const BOTTOM = reading('bottom', 'ZRANGE')
const RANGE = reading('range', 'ZRANGE')
const BY_SCORE = reading('by score', 'ZRANGE')
const POP_TOP = writing('pop top', 'ZPOPMAX')
const POP_BOTTOM = writing('pop bottom', 'ZPOPMIN')
const KEEP_TOP = writing('keep top', 'ZREMRANGEBYRANK')
const REMOVE_BY_SCORE = writing('remove by score', 'ZREMRANGEBYSCORE')

/** A member and its score. */
export interface Scored<V> {
  readonly member: V
  readonly score: number
}

/**
 * Keyspaces of sorted sets: members by score, as in a leaderboard. Ranks count from 0 at the highest score; of members with
 * equal scores, the one whose bytes are greater comes first. Bounds are included and may be infinite.
 */
export abstract class SortedSetKeyspace<K extends Key, V> extends Keyspace<K, V> {
  /** Sets the scores of members, adding those that are new; resolves with the number of new members. */
  async add(key: K, members: readonly Scored<V>[], options?: WriteOptions): Promise<number> {
    if (members.length === 0) return 0
    return this.write(ADD, [key], this.pairs(ADD, members, key), options, toNumber)
  }

  /** The same, but never lowers a score, as for best results. Resolves with how many members are new or were raised. */
  async raise(key: K, members: readonly Scored<V>[], options?: WriteOptions): Promise<number> {
    if (members.length === 0) return 0
    const rest = ['GT', 'CH', ...this.pairs(RAISE, members, key)]
    return this.write(RAISE, [key], rest, options, toNumber)
  }

  /** Adds `delta` (default 1) to a member's score, or to 0 if it is missing; resolves with the sum. */
  async increment(key: K, member: V, delta = 1, options?: WriteOptions): Promise<number> {
    const rest = [scoreIn(INCREMENT, delta), this.encode(INCREMENT, member, key)]
    return this.write(INCREMENT, [key], rest, options, toNumber)
  }

  /** Removes members; resolves with how many existed. */
  async remove(key: K, ...members: V[]): Promise<number> {
    return members.length === 0 ? 0 : this.writeAll(REMOVE, key, members)
  }

  /** A member's score; `undefined` if there is no such member. */
  async score(key: K, member: V): Promise<number | undefined> {
    return this.ofMember(SCORE, key, member)
  }

  /** How many members rank before it; `undefined` if there is no such member. */
  async rank(key: K, member: V): Promise<number | undefined> {
    return this.ofMember(RANK, key, member)
  }

  /** The number of members; 0 for a missing key. */
  len(key: K): Promise<number> {
    return this.one(LEN, key, [], toNumber)
  }

  /** The number of members with scores from `least` to `most`. */
  async count(key: K, least: number, most: number): Promise<number> {
    return this.one(COUNT, key, [scoreIn(COUNT, least), scoreIn(COUNT, most)], toNumber)
  }

  /** The first `count` members, from the highest score down. */
  async top(key: K, count: number): Promise<Scored<V>[]> {
    if (countIn(TOP, count) === 0) return []
    return this.one(TOP, key, [0, count - 1, 'REV', 'WITHSCORES'], this.decodePairs)
  }

  /** The last `count` members, from the lowest score up. */
  async bottom(key: K, count: number): Promise<Scored<V>[]> {
    if (countIn(BOTTOM, count) === 0) return []
    return this.one(BOTTOM, key, [0, count - 1, 'WITHSCORES'], this.decodePairs)
  }

  /** The members of the ranks `from` to `to`, both included; negative ranks count from the last. */
  range(key: K, from: number, to: number): Promise<Scored<V>[]> {
    return this.one(RANGE, key, [from, to, 'REV', 'WITHSCORES'], this.decodePairs)
  }

  /** The members with scores from `least` to `most`, from the highest score down. */
  async byScore(key: K, least: number, most: number): Promise<Scored<V>[]> {
    const bounds = [scoreIn(BY_SCORE, most), scoreIn(BY_SCORE, least)]
    return this.one(BY_SCORE, key, [...bounds, 'BYSCORE', 'REV', 'WITHSCORES'], this.decodePairs)
  }

  /** Removes up to `count` (default 1) members with the highest scores and resolves with them, from the highest down. */
  async popTop(key: K, count = 1, options?: WriteOptions): Promise<Scored<V>[]> {
    return this.pop(POP_TOP, key, count, options)
  }

  /** Removes up to `count` (default 1) members with the lowest scores and resolves with them, from the lowest up. */
  async popBottom(key: K, count = 1, options?: WriteOptions): Promise<Scored<V>[]> {
    return this.pop(POP_BOTTOM, key, count, options)
  }

  /** Removes all members except the `count` highest; resolves with how many were removed. */
  async keepTop(key: K, count: number, options?: WriteOptions): Promise<number> {
    const rest = [0, -countIn(KEEP_TOP, count) - 1]
    return this.write(KEEP_TOP, [key], rest, options, toNumber)
  }

  /** Removes the members with scores from `least` to `most`; resolves with how many were removed. */
  async removeByScore(
    key: K,
    least: number,
    most: number,
    options?: WriteOptions,
  ): Promise<number> {
    const rest = [scoreIn(REMOVE_BY_SCORE, least), scoreIn(REMOVE_BY_SCORE, most)]
    return this.write(REMOVE_BY_SCORE, [key], rest, options, toNumber)
  }

  private readonly decodePairs = (reply: unknown): Scored<V>[] => {
    const flat = (reply ?? []) as (string | Buffer)[]
    const pairs: Scored<V>[] = []
    for (let i = 0; i < flat.length; i += 2) {
      const member = this.codec.decode(flat[i] as string | Buffer)
      pairs.push({ member, score: toScore(flat[i + 1]) })
    }
    return pairs
  }

  private pairs(operation: Operation, members: readonly Scored<V>[], key: K): Argument[] {
    return members.flatMap(({ member, score }) => [
      scoreIn(operation, score),
      this.encode(operation, member, key),
    ])
  }

  private ofMember(operation: Operation, key: K, member: V): Promise<number | undefined> {
    const rest = [this.encode(operation, member, key)]
    return this.one(operation, key, rest, (reply) => (reply === null ? undefined : toScore(reply)))
  }

  private pop(
    operation: Operation,
    key: K,
    count: number,
    options: WriteOptions | undefined,
  ): Promise<Scored<V>[]> {
    const rest = [countIn(operation, count)]
    return this.write(operation, [key], rest, options, this.decodePairs)
  }
}

/** A score as Redis reads it. */
function scoreIn({ name }: Operation, score: number): string {
  if (typeof score === 'number' && !Number.isNaN(score)) {
    return score === Number.POSITIVE_INFINITY ? '+inf' : String(score).replace('-Infinity', '-inf')
  }
  throw new CacheError('INVALID_ARGUMENT', `a score must be a number, not ${String(score)}`, {
    operation: name,
  })
}

function toScore(reply: unknown): number {
  const text = String(reply)
  if (text.endsWith('inf')) {
    return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  }
  return Number(text)
}
