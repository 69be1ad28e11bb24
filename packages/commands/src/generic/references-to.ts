import { type Held, isShared, type Keyspace } from '@resident/keyspace'

/** What Redis says of the small integers, of which it has one object each for all keys. */
const SHARED = 2147483647

/** How many hold the value, as OBJECT REFCOUNT and DEBUG OBJECT tell. */
export function referencesTo(held: Held, { surroundings }: Keyspace): number {
  return isShared(held) && surroundings.access.sharesIntegers ? SHARED : 1
}
