import { Eviction, type EvictionPolicy } from '@resident/keyspace'
import type { Server } from './server.ts'
import { nextTurn } from './timers.ts'
import { UsageError } from './usage-error.ts'

/** How often to clean up, and how many keys may be left then. */
export interface Cleanup {
  readonly everySeconds: number
  readonly maxKeys: number
}

/** How long one slice may block the event loop, in milliseconds. */
const BUDGET = 4
/** How many keys are deleted between two readings of the clock. */
const STRIDE = 16

/**
 * Deletes keys from time to time until no more than `maxKeys` are left, in the order that `maxmemory-policy` prefers, or
 * random ones under noeviction. A volatile policy spares keys without an expiry. Returns a function that stops it.
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
