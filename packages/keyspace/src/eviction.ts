import type { Bytes } from '@resident/bytes'
import type { Random } from '@resident/storage'
import { type EvictionPolicy, evictsVolatileOnly, SCORES, type Score } from './eviction-policy.ts'
import { EvictionPool } from './eviction-pool.ts'
import type { Keyspace } from './keyspace.ts'

/** How keys are chosen for eviction. Read at each eviction, so it may change at any time. */
export interface EvictionSettings {
  /** maxmemory-policy */
  readonly policy: EvictionPolicy
  /** maxmemory-samples: how many keys of each database are sampled for each key that is evicted. */
  readonly samples: number
}

/**
 * Deletes keys to make room, those first that the policy rates best among the
 * keys sampled (Redis's performEvictions).
 */
export class Eviction {
  readonly #databases: readonly Keyspace[]
  readonly #settings: EvictionSettings
  readonly #random: Random
  readonly #pool = new EvictionPool()
  /** The policy that the scores in the pool are of. */
  #scored: EvictionPolicy = 'noeviction'
  /** The index of the database that a random policy took its last key from. */
  #last = 0

  constructor(databases: readonly Keyspace[], settings: EvictionSettings, random: Random) {
    this.#databases = databases
    this.#settings = settings
    this.#random = random
  }

  /** Forgets all samples so far: what is evicted next depends only on the keys and on the random numbers drawn. */
  beginAnew(): void {
    this.#pool.clear()
    this.#last = 0
  }

  /** Evicts a key. False: the policy forbids it, or there is no key that it may evict. */
  evict(): boolean {
    const { policy } = this.#settings
    if (policy === 'noeviction') return false
    const score = SCORES[policy]
    return score === undefined ? this.#evictAny(policy) : this.#evictBest(policy, score)
  }

  #evictBest(policy: EvictionPolicy, score: Score): boolean {
    // Redis keeps the scores of the former policy, though they mean nothing to this one.
    if (policy !== this.#scored) this.#pool.clear()
    this.#scored = policy
    const volatileOnly = evictsVolatileOnly(policy)
    while (true) {
      let seen = 0
      for (const db of this.#databases) seen += this.#sample(db, volatileOnly, score)
      if (seen === 0) return false
      for (let best = this.#pool.take(); best !== undefined; best = this.#pool.take()) {
        const { db, key } = best
        const isThere = volatileOnly ? db.expireAt(key) !== undefined : db.holds(key)
        if (!isThere) continue
        db.evict(key)
        return true
      }
    }
  }

  /** Offers some keys of the database to the pool; returns how many there are to choose from. */
  #sample(db: Keyspace, volatileOnly: boolean, score: Score): number {
    const size = volatileOnly ? db.volatileSize : db.size
    const { samples } = this.#settings
    for (let i = 0; i < Math.min(samples, size); i++) {
      // Where there are few keys, all of them are looked at.
      const key = keyOf(db, volatileOnly, size <= samples ? i : this.#random.below(size))
      this.#pool.offer({ db, key, score: score(db, key) })
    }
    return size
  }

  /** Databases take turns. */
  #evictAny(policy: EvictionPolicy): boolean {
    const volatileOnly = evictsVolatileOnly(policy)
    const count = this.#databases.length
    for (let i = 0; i < count; i++) {
      this.#last = (this.#last + 1) % count
      const db = this.#databases[this.#last]!
      const size = volatileOnly ? db.volatileSize : db.size
      if (size === 0) continue
      db.evict(keyOf(db, volatileOnly, this.#random.below(size)))
      return true
    }
    return false
  }
}

function keyOf(db: Keyspace, volatileOnly: boolean, slot: number): Bytes {
  return volatileOnly ? db.volatileKeyAt(slot) : db.keyAt(slot)
}
