import type { Bytes } from '@resident/bytes'

const PRIME = 0x01000193
const BASIS = 0x811c9dc5

/**
 * A 32-bit hash whose bits are all well mixed: FNV-1a, finished as Murmur is. Costs about as much as V8's own hash of
 * a string, which programs cannot read.
 *
 * It has no secret seed: somebody who chooses keys on purpose can make many of them collide.
 */
export function hashOf(key: Bytes): number {
  let hash = BASIS
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), PRIME)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  hash ^= hash >>> 16
  return hash
}
