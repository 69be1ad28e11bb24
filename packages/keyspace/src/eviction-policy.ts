import type { Bytes } from '@resident/bytes'
import { frequency, idleSeconds } from './access.ts'
import type { Deadline } from './deadlines.ts'
import type { Keyspace } from './keyspace.ts'

/** What `maxmemory-policy` may say. */
export type EvictionPolicy =
  | 'noeviction'
  | 'allkeys-lru'
  | 'allkeys-lfu'
  | 'allkeys-random'
  | 'volatile-lru'
  | 'volatile-lfu'
  | 'volatile-random'
  | 'volatile-ttl'

/** Rates a key of a database for eviction: the key with the greatest score is evicted first. */
export type Score = (db: Keyspace, key: Bytes) => number

const idle: Score = (db, key) => idleSeconds(db.access(key) ?? 0, db.now())

const seldom: Score = (db, key) =>
  255 - frequency(db.surroundings.access, db.access(key) ?? 0, db.now())

const soonest: Score = (db, key) => -Number(db.expireAt(key) as Deadline)

/** What each policy chooses by; none for those that choose at random, or not at all. */
export const SCORES: Readonly<Partial<Record<EvictionPolicy, Score>>> = {
  'allkeys-lru': idle,
  'volatile-lru': idle,
  'allkeys-lfu': seldom,
  'volatile-lfu': seldom,
  'volatile-ttl': soonest,
}

/** Whether the policy evicts only keys that have a deadline. */
export function evictsVolatileOnly(policy: EvictionPolicy): boolean {
  return policy.startsWith('volatile')
}
