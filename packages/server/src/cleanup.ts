import { Eviction, type EvictionPolicy } from '@resident/keyspace'
import type { Server } from './server.ts'
import { nextTurn } from './timers.ts'
import { UsageError } from './usage-error.ts'

/** How many keys there may be when a round of cleanup is through, and how often there is one. */
export interface Cleanup {
  readonly everySeconds: number
  readonly maxKeys: number
}

/** For how long one go may hold up the event loop, in milliseconds. */
const BUDGET = 4
/** How many keys go between two readings of the clock. */
const STRIDE = 16

/**
 * Deletes keys from time to time until no more than `maxKeys` are left, in the order in which `maxmemory-policy` would
 * have them go; where that names none (noeviction), whichever chance meets. A volatile policy spares keys that last.
 */
export function startCleanup(server: Server, { everySeconds, maxKeys }: Cleanup): () => void {
  if (!(everySeconds > 0) || !(maxKeys >= 0)) {
    throw new UsageError(
      'ERR_CLEANUP',
      'cleanup: everySeconds must be above 0, and maxKeys no less.',
    )
  }
  const { clock, config, databases, pause, random } = server
  const eviction = new Eviction(
    databases.all,
    {
      get policy(): EvictionPolicy {
        const { policy } = config.eviction
        return policy === 'noeviction' ? 'allkeys-random' : policy
      },
      get samples(): number {
        return config.eviction.samples
      },
    },
    random,
  )
  let isOver = false
  const prune = (): void => {
    const end = clock.elapsed() + BUDGET
    for (let gone = 1; databases.size > maxKeys && !pause.active && eviction.evict(); gone++) {
      if (gone % STRIDE === 0 && clock.elapsed() > end) return nextTurn(goOn)
    }
  }
  const goOn = (): void => {
    if (!isOver) server.byItself(prune)
  }
  const stop = clock.every(everySeconds * 1000, goOn)
  return () => {
    isOver = true
    stop()
  }
}
