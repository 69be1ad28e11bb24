import type { Clock } from '@resident/keyspace'
import { nextTurn } from './timers.ts'

/** How long one slice may block the event loop, in milliseconds. */
const SLICE = 5
/** The clock is read after this many, plus 1: a mask of bits. */
const STRIDE = 15

/** Calls `deed` for each of them in order: the first slice at once, the others in later turns of the event loop. */
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
