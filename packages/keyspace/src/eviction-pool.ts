import type { Bytes } from '@resident/bytes'
import type { Keyspace } from './keyspace.ts'

/** Redis's EVPOOL_SIZE. */
const MOST = 16

/** A key, and how good it was to evict when it was sampled. */
export interface Candidate {
  readonly db: Keyspace
  readonly key: Bytes
  readonly score: number
}

/**
 * The best candidates for eviction among all samples so far, from all databases:
 * keeping them makes five samples at a time nearly as good as looking at every
 * key. Whether a candidate is still there is checked only when its turn comes.
 */
export class EvictionPool {
  /** The best last. */
  #candidates: Candidate[] = []

  /** Adds the candidate if there is room, or a worse one that can be dropped for it. */
  offer(candidate: Candidate): void {
    const candidates = this.#candidates
    let place = 0
    while (place < candidates.length && candidates[place]!.score < candidate.score) place++
    if (candidates.length < MOST) candidates.splice(place, 0, candidate)
    else if (place > 0) {
      candidates.splice(place, 0, candidate)
      candidates.shift()
    }
  }

  /** Removes the best candidate from the pool. */
  take(): Candidate | undefined {
    return this.#candidates.pop()
  }

  clear(): void {
    this.#candidates = []
  }
}
