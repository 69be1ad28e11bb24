import type { Held } from '@resident/keyspace'

/** A value of its own, equal to what a key holds. Costs what the engine's `clone` costs; nothing for a plain string. */
export function cloneOf(held: Held): Held {
  return typeof held === 'object' ? held.clone() : held
}
