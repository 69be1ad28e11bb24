import { isShared } from '@resident/keyspace'
import type { Command } from '../command.ts'
import { aboutObject } from './about-object.ts'

/** What Redis says of the small integers, of which it has one object each for all keys. */
const SHARED = 2147483647

/** OBJECT REFCOUNT key */
export const objectRefcount: Command = aboutObject('refcount', (held, _key, db) =>
  isShared(held) && db.surroundings.access.sharesIntegers ? SHARED : 1,
)
