import type { Random } from '@resident/storage'

/**
 * How the use of each key is recorded, in Redis's 24 bits. Under an LRU policy:
 * the clock's seconds at the last use. Under an LFU policy: 16 bits of minutes
 * at the last decay, then an 8-bit logarithmic counter. After a change of policy
 * the old bits are read as if they were the new policy's, as in Redis.
 */
export interface AccessPolicy {
  readonly lfu: boolean
  lfuLogFactor: number
  /** Minutes after which the counter is decremented by one; 0: never. */
  lfuDecayTime: number
  /** Whether small integers are shared objects. A policy that looks at the use of each key needs an object per key. */
  readonly sharesIntegers: boolean
}

/** The counter of a new key: more than 0, so that it is not evicted at once. */
const LFU_INIT = 5
const LRU_CLOCK_MAX = 0xffffff
const MINUTES_MAX = 0xffff

export function freshAccess(policy: AccessPolicy, now: number): number {
  return policy.lfu ? (minutes(now) << 8) | LFU_INIT : seconds(now)
}

/** The bits after one more use at `now`. */
export function touched(policy: AccessPolicy, access: number, now: number, random: Random): number {
  if (!policy.lfu) return seconds(now)
  return (minutes(now) << 8) | increment(policy, frequency(policy, access, now), random)
}

/** Seconds since the last use; only under an LRU policy. Wraps after 194 days, off by one second (Redis's estimateObjectIdleTime). */
export function idleSeconds(access: number, now: number): number {
  const clock = seconds(now)
  return clock >= access ? clock - access : clock + (LRU_CLOCK_MAX - access)
}

/** The bits of a key that has been idle for `idle` seconds (0 or more, up to 64 bits). */
export function idleFor(idle: number | bigint, now: number): number {
  const clock = seconds(now)
  if (idle <= clock) return clock - Number(idle)
  // What the clock cannot express wraps round as in C's arithmetic (Redis's objectSetLRUOrLFU).
  const wrapped = BigInt(clock) - BigInt.asIntN(64, BigInt(idle) * 1000n) / 1000n
  const access = wrapped < 0n ? wrapped + BigInt(LRU_CLOCK_MAX) : wrapped
  return Number(BigInt.asUintN(24, access))
}

/** The counter of use after its decay; only under an LFU policy. */
export function frequency(policy: AccessPolicy, access: number, now: number): number {
  const counter = access & 255
  if (policy.lfuDecayTime === 0) return counter
  const since = access >>> 8
  const clock = minutes(now)
  const passed = clock >= since ? clock - since : MINUTES_MAX - since + clock
  return Math.max(0, counter - Math.floor(passed / policy.lfuDecayTime))
}

/** The bits of a key whose counter is `counter`. */
export function usedOften(counter: number, now: number): number {
  return (minutes(now) << 8) | counter
}

function increment(policy: AccessPolicy, counter: number, random: Random): number {
  if (counter === 255) return 255
  const base = Math.max(0, counter - LFU_INIT)
  return random.fraction() < 1 / (base * policy.lfuLogFactor + 1) ? counter + 1 : counter
}

function seconds(now: number): number {
  return Math.floor(now / 1000) & LRU_CLOCK_MAX
}

function minutes(now: number): number {
  return Math.floor(now / 60000) & MINUTES_MAX
}
