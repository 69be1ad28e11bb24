import type { Clock } from '@resident/keyspace'
import { nextTurn } from './timers.ts'

/** For how long one go may hold the event loop, in milliseconds. */
const SLICE = 5
/** After so many, less 1, the time is looked at. */
const STRIDE = 15

/** Does so with each, in their order: at once, but that from time to time others have a turn of the event loop. */
export function inSlices<T>(all: readonly T[], deed: (each: T) => void, clock: Clock): void {
  goOn(all, deed, clock, 0)
}

function goOn<T>(all: readonly T[], deed: (each: T) => void, clock: Clock, first: number): void {
  const end = clock.elapsed() + SLICE
  for (let i = first; i < all.length; i++) {
    if ((i & STRIDE) === STRIDE && i > first && clock.elapsed() >= end) {
      return nextTurn(() => goOn(all, deed, clock, i))
    }
    deed(all[i]!)
  }
}
