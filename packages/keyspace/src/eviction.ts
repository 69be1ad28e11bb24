import type { Bytes } from '@resident/bytes'
import type { Random } from '@resident/storage'
import { type EvictionPolicy, SCORES, type Score, sparesLasting } from './eviction-policy.ts'
import { EvictionPool } from './eviction-pool.ts'
import type { Keyspace } from './keyspace.ts'

/** How keys are chosen for eviction; it may change at any time. */
export interface EvictionSettings {
  /** maxmemory-policy */
  readonly policy: EvictionPolicy
  /** maxmemory-samples: keys of each database that are looked at for each that goes. */
  readonly samples: number
}

/**
 * Deletes keys to make room, the best by the policy first, as far as samples
 * can tell (Redis's performEvictions).
 */
export class Eviction {
  readonly #databases: readonly Keyspace[]
  readonly #settings: EvictionSettings
  readonly #random: Random
  readonly #pool = new EvictionPool()
  /** What the scores in the pool mean. */
  #scored: EvictionPolicy = 'noeviction'
  /** Where a policy of chance took its last key from. */
  #last = 0

  constructor(databases: readonly Keyspace[], settings: EvictionSettings, random: Random) {
    this.#databases = databases
    this.#settings = settings
    this.#random = random
  }

  /** Forgets what it has seen of keys so far: what it does next depends on the keys and on chance alone. */
  beginAnew(): void {
    this.#pool.clear()
    this.#last = 0
  }

  /** Evicts a key. False: the policy forbids it, or finds none. */
  evict(): boolean {
    const { policy } = this.#settings
    if (policy === 'noeviction') return false
    const score = SCORES[policy]
    return score === undefined ? this.#evictAny(policy) : this.#evictBest(policy, score)
  }

  #evictBest(policy: EvictionPolicy, score: Score): boolean {
    // Redis goes on with scores of the former policy; they mean nothing to this one.
    if (policy !== this.#scored) this.#pool.clear()
    this.#scored = policy
    const spare = sparesLasting(policy)
    while (true) {
      let seen = 0
      for (const db of this.#databases) seen += this.#sample(db, spare, score)
      if (seen === 0) return false
      for (let best = this.#pool.take(); best !== undefined; best = this.#pool.take()) {
        const { db, key } = best
        const isThere = spare ? db.expireAt(key) !== undefined : db.holds(key)
        if (!isThere) continue
        db.evict(key)
        return true
      }
    }
  }

  /** Offers some keys of the database to the pool; says how many there are to choose from. */
  #sample(db: Keyspace, spare: boolean, score: Score): number {
    const size = spare ? db.volatileSize : db.size
    const { samples } = this.#settings
    for (let i = 0; i < Math.min(samples, size); i++) {
      // Of few keys none is missed.
      const key = keyOf(db, spare, size <= samples ? i : this.#random.below(size))
      this.#pool.offer({ db, key, score: score(db, key) })
    }
    return size
  }

  /** Databases take turns. */
  #evictAny(policy: EvictionPolicy): boolean {
    const spare = sparesLasting(policy)
    const count = this.#databases.length
    for (let i = 0; i < count; i++) {
      this.#last = (this.#last + 1) % count
      const db = this.#databases[this.#last]!
      const size = spare ? db.volatileSize : db.size
      if (size === 0) continue
      db.evict(keyOf(db, spare, this.#random.below(size)))
      return true
    }
    return false
  }
}

function keyOf(db: Keyspace, spare: boolean, slot: number): Bytes {
  return spare ? db.volatileKeyAt(slot) : db.keyAt(slot)
}
