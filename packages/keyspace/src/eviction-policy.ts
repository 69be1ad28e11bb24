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

/** How one key of a database is weighed against others: the greater the score, the sooner it goes. */
export type Score = (db: Keyspace, key: Bytes) => number

const idle: Score = (db, key) => idleSeconds(db.access(key) ?? 0, db.now())

const seldom: Score = (db, key) =>
  255 - frequency(db.surroundings.access, db.access(key) ?? 0, db.now())

const soonest: Score = (db, key) => -Number(db.expireAt(key) as Deadline)

/** By what a policy chooses; nothing where it chooses by chance, or not at all. */
export const SCORES: Readonly<Partial<Record<EvictionPolicy, Score>>> = {
  'allkeys-lru': idle,
  'volatile-lru': idle,
  'allkeys-lfu': seldom,
  'volatile-lfu': seldom,
  'volatile-ttl': soonest,
}

/** Whether only keys with a deadline may go. */
export function sparesLasting(policy: EvictionPolicy): boolean {
  return policy.startsWith('volatile')
}
