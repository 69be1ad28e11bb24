import type { Random } from '@resident/storage'

/**
 * How use is remembered per key, in 32 bits. Under an LRU policy: seconds of
 * the clock at the last use. Under an LFU policy, as in Redis: 16 bits of
 * minutes at the last decay, then an 8-bit logarithmic counter.
 */
export interface AccessPolicy {
  readonly lfu: boolean
  lfuLogFactor: number
  /** Minutes after which the counter is decremented once. */
  lfuDecayTime: number
}

/** What a new key's counter starts with, so that it is not evicted at once. */
const LFU_INIT = 5

export function freshAccess(policy: AccessPolicy, now: number): number {
  return policy.lfu ? (minutes(now) << 8) | LFU_INIT : seconds(now)
}

/** The 32 bits after one more use at `now`. */
export function touched(policy: AccessPolicy, access: number, now: number, random: Random): number {
  if (!policy.lfu) return seconds(now)
  return (minutes(now) << 8) | increment(policy, frequency(policy, access, now), random)
}

/** Seconds since the last use; only under an LRU policy. */
export function idleSeconds(access: number, now: number): number {
  return (seconds(now) - access) >>> 0
}

/** The bits of a key that has been idle for so many seconds. */
export function idleFor(idle: number, now: number): number {
  return (seconds(now) - idle) >>> 0
}

/** The counter of use after its decay; only under an LFU policy. */
export function frequency(policy: AccessPolicy, access: number, now: number): number {
  const counter = access & 255
  if (policy.lfuDecayTime === 0) return counter
  const passed = (minutes(now) - (access >>> 8)) & 65535
  return Math.max(0, counter - Math.floor(passed / policy.lfuDecayTime))
}

/** The bits of a key whose counter stands at `counter`. */
export function usedOften(counter: number, now: number): number {
  return (minutes(now) << 8) | counter
}

function increment(policy: AccessPolicy, counter: number, random: Random): number {
  if (counter === 255) return 255
  const base = Math.max(0, counter - LFU_INIT)
  return random.fraction() < 1 / (base * policy.lfuLogFactor + 1) ? counter + 1 : counter
}

function seconds(now: number): number {
  return Math.floor(now / 1000) >>> 0
}

function minutes(now: number): number {
  return Math.floor(now / 60000) & 65535
}
