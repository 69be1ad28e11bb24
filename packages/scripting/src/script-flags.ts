/** What a script says of itself in its first line, or a function when it is registered. */
export const Flag = {
  NO_WRITES: 1,
  ALLOW_OOM: 2,
  ALLOW_STALE: 4,
  NO_CLUSTER: 8,
  ALLOW_CROSS_SLOT_KEYS: 16,
  /** A script without a first line of the kind: as scripts were before Redis 7. */
  UNDECLARED: 32,
} as const

/** Their names, in the order in which FUNCTION LIST gives them. */
export const FLAG_NAMES: ReadonlyMap<string, number> = new Map([
  ['no-writes', Flag.NO_WRITES],
  ['allow-oom', Flag.ALLOW_OOM],
  ['allow-stale', Flag.ALLOW_STALE],
  ['no-cluster', Flag.NO_CLUSTER],
  ['allow-cross-slot-keys', Flag.ALLOW_CROSS_SLOT_KEYS],
])
