import type { Bytes } from '@resident/bytes'
import type { Keyspace } from './keyspace.ts'

/** Redis's EVPOOL_SIZE. */
const MOST = 16

/** A key that was good to evict when it was looked at. */
export interface Candidate {
  readonly db: Keyspace
  readonly key: Bytes
  readonly score: number
}

/**
 * The best candidates for eviction of all the samples so far, from all
 * databases: what makes five samples a time nearly as good as looking at every
 * key. Candidates that have gone meanwhile are found out when their turn comes.
 */
export class EvictionPool {
  /** By rising score. */
  #candidates: Candidate[] = []

  /** Takes the candidate in if there is room, or a worse one to be dropped for it. */
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

  /** The best, which leaves the pool. */
  take(): Candidate | undefined {
    return this.#candidates.pop()
  }

  clear(): void {
    this.#candidates = []
  }
}
