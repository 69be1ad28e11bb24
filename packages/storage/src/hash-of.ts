import type { Bytes } from '@resident/bytes'

const PRIME = 0x01000193
const BASIS = 0x811c9dc5

/**
 * A hash of 32 bits, all of them good for choosing by: FNV-1a, and Murmur's way to end. Costs about what V8 takes for
 * the hash by which a Map finds a string, which no program is told.
 *
 * It has no secret seed: whoever chooses keys to that end can make many fall together.
 */
export function hashOf(key: Bytes): number {
  let hash = BASIS
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), PRIME)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  hash ^= hash >>> 16
  return hash
}
