import { ascii, type Bytes } from '@resident/bytes'
import type { Server } from '@resident/server'
import type { PlainReply } from '../plain-reply.ts'
import type { DirectClient } from './direct-client.ts'
import { dumpOf } from './dump.ts'
import { toBytes, type Word } from './words.ts'

/** An entry of a stream. */
export interface DirectEntry {
  readonly id: string
  readonly fields: Readonly<Record<string, string>>
}

/**
 * One database, read and written by the program itself, without a client: synchronously, and exempt from all limits.
 *
 * A write wakes clients that wait for the key, breaks transactions that WATCH it, and fires its events, as if a client had
 * written. Methods throw an ErrorReply with code WRONGTYPE if the key holds another type than the method is for, and a
 * UsageError with code ERR_BUSY while a long-running script is paused half-way. Bytes are returned as UTF-8 text.
 */
export class DirectDatabase {
  readonly #server: Server
  readonly #index: number
  readonly #caller: DirectClient

  constructor(server: Server, index: number, caller: DirectClient) {
    this.#server = server
    this.#index = index
    this.#caller = caller
  }

  // Keys of any type.

  /** How many keys there are. */
  get size(): number {
    return this.#call('DBSIZE') as number
  }

  /** All keys that the pattern matches, in alphabetical order. */
  keys(pattern: Word = '*'): string[] {
    return (this.#call('KEYS', pattern) as string[]).toSorted()
  }

  exists(key: Word): boolean {
    return this.#call('EXISTS', key) === 1
  }

  /** `undefined`: there is no such key. */
  type(key: Word): string | undefined {
    const type = this.#call('TYPE', key) as string
    return type === 'none' ? undefined : type
  }

  /** Milliseconds until the key expires; `undefined` if it has no expiry or does not exist. */
  ttl(key: Word): number | undefined {
    const ttl = this.#call('PTTL', key) as number
    return ttl < 0 ? undefined : ttl
  }

  /** Makes the key expire in so many milliseconds, or never (`undefined`). Returns whether that changed anything. */
  expire(key: Word, milliseconds: number | undefined): boolean {
    if (milliseconds === undefined) return this.#call('PERSIST', key) === 1
    return this.#call('PEXPIRE', key, milliseconds) === 1
  }

  /** Returns how many of the keys existed. */
  delete(...keys: readonly Word[]): number {
    return keys.length === 0 ? 0 : (this.#call('DEL', ...keys) as number)
  }

  /** Deletes all keys. */
  flush(): void {
    this.#call('FLUSHDB')
  }

  /** All keys and their contents, as text for people to read. */
  dump(): string {
    return dumpOf(this.#server.databases.at(this.#index)!)
  }

  // Strings.

  /** `undefined`: there is no such key. */
  get(key: Word): string | undefined {
    return textOf(this.#call('GET', key))
  }

  /** `ttl` is in milliseconds; without one the key does not expire. */
  set(key: Word, value: Word, { ttl }: { readonly ttl?: number } = {}): void {
    if (ttl === undefined) this.#call('SET', key, value)
    else this.#call('SET', key, value, 'PX', ttl)
  }

  /** Adds to a number and returns the sum, as a bigint if it is beyond 2^53. A missing key counts as 0. */
  incr(key: Word, by: number | bigint = 1): number | bigint {
    return this.#call('INCRBY', key, by) as number | bigint
  }

  // Lists.

  /** The whole list; `[]` for a missing key. */
  list(key: Word): string[] {
    return this.#call('LRANGE', key, 0, -1) as string[]
  }

  /** Adds at the tail, or at the given end; returns the new length. */
  push(key: Word, values: readonly Word[], end: 'head' | 'tail' = 'tail'): number {
    return this.#call(end === 'head' ? 'LPUSH' : 'RPUSH', key, ...values) as number
  }

  /** Takes from the head, or from the given end; `undefined` if there is nothing to take. */
  pop(key: Word, end: 'head' | 'tail' = 'head'): string | undefined {
    return textOf(this.#call(end === 'head' ? 'LPOP' : 'RPOP', key))
  }

  // Hashes.

  /** `undefined`: there is no such field. */
  hget(key: Word, field: Word): string | undefined {
    return textOf(this.#call('HGET', key, field))
  }

  /** Returns how many fields are new. */
  hset(key: Word, fields: Readonly<Record<string, Word>>): number {
    return this.#call('HSET', key, ...Object.entries(fields).flat()) as number
  }

  /** The whole hash; `{}` for a missing key. */
  hash(key: Word): Record<string, string> {
    return Object.fromEntries(this.#call('HGETALL', key) as Map<string, string>)
  }

  /** Returns how many of the fields existed. */
  hdel(key: Word, ...fields: readonly Word[]): number {
    return this.#call('HDEL', key, ...fields) as number
  }

  // Sets.

  /** All members, in alphabetical order. */
  members(key: Word): string[] {
    return [...(this.#call('SMEMBERS', key) as Set<string>)].sort()
  }

  /** Returns how many are new. */
  sadd(key: Word, ...members: readonly Word[]): number {
    return this.#call('SADD', key, ...members) as number
  }

  /** Says how many of the members there were. */
  srem(key: Word, ...members: readonly Word[]): number {
    return this.#call('SREM', key, ...members) as number
  }

  isMember(key: Word, member: Word): boolean {
    return this.#call('SISMEMBER', key, member) === 1
  }

  // Sorted sets.

  /** All members with their scores, in order. */
  ranking(key: Word): [member: string, score: number][] {
    return this.#call('ZRANGE', key, 0, -1, 'WITHSCORES') as [string, number][]
  }

  /** `undefined`: there is no such member. */
  score(key: Word, member: Word): number | undefined {
    return (this.#call('ZSCORE', key, member) as number | null) ?? undefined
  }

  /** Returns how many members are new. */
  zadd(key: Word, scores: Readonly<Record<string, number>>): number {
    const words = Object.entries(scores).flatMap(([member, score]) => [scoreOf(score), member])
    return this.#call('ZADD', key, ...words) as number
  }

  /** Says how many of the members there were. */
  zrem(key: Word, ...members: readonly Word[]): number {
    return this.#call('ZREM', key, ...members) as number
  }

  // Streams.

  /** All entries, in order. */
  entries(key: Word): DirectEntry[] {
    const entries = this.#call('XRANGE', key, '-', '+') as [string, string[]][]
    return entries.map(([id, flat]) => ({ id, fields: recordOf(flat) }))
  }

  /** Returns the entry's id. */
  xadd(key: Word, fields: Readonly<Record<string, Word>>, id: Word = '*'): string {
    return this.#call('XADD', key, id, ...Object.entries(fields).flat()) as string
  }

  #call(name: string, ...words: readonly Word[]): PlainReply {
    const { client } = this.#caller
    client.db = this.#server.databases.at(this.#index)!
    return this.#caller.call([ascii(name), ...words.map(toBytes)])
  }
}

function textOf(reply: PlainReply): string | undefined {
  return reply === null ? undefined : String(reply)
}

function scoreOf(score: number): Bytes | number {
  if (Number.isFinite(score)) return score
  return ascii(score > 0 ? 'inf' : '-inf')
}

function recordOf(flat: readonly string[]): Record<string, string> {
  const pairs: [string, string][] = []
  for (let i = 0; i < flat.length; i += 2) pairs.push([flat[i]!, flat[i + 1]!])
  return Object.fromEntries(pairs)
}
