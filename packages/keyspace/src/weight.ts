import type { Bytes } from '@resident/bytes'
import { OBJECT_BYTES, plainStringBytes, sdsBytes } from '@resident/storage'
import type { Held } from './held.ts'

/** Redis has one object each for 0 to 9999, shared by all keys. */
const SHARED_INTEGERS = 10000

/** The bytes that redis-server would allocate for a key and its value, without their entries in its tables. */
export function weightOf(key: Bytes, held: Held, sharesIntegers: boolean): number {
  return sdsBytes(key.length) + bytesOf(held, sharesIntegers)
}

function bytesOf(held: Held, sharesIntegers: boolean): number {
  if (typeof held === 'object') return held.bytes
  if (typeof held === 'string') return plainStringBytes(held.length)
  return sharesIntegers && isShared(held) ? 0 : OBJECT_BYTES
}

/** Whether Redis has a shared object for the value, unless its eviction policy forbids it. */
export function isShared(held: Held): boolean {
  return typeof held === 'number' && held >= 0 && held < SHARED_INTEGERS
}
