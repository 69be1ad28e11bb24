import { type Bytes, EMPTY } from '@resident/bytes'
import type { ConfigPort } from '@resident/commands'
import type { AccessPolicy } from '@resident/keyspace'
import { defaultLimits, type EncodingLimits } from '@resident/storage'

// First cut so that the server runs; the declarative table replaces this file.
// What server.ts and connection.ts read: the members below.
export class Config implements ConfigPort {
  readonly encodingLimits: EncodingLimits = defaultLimits()
  readonly access: AccessPolicy = { lfu: false, lfuLogFactor: 10, lfuDecayTime: 1 }
  readonly maxBulkLength = 536870912
  readonly requirepass: Bytes
  readonly hllSparseMaxBytes = 3000
  readonly databases: number
  readonly maxclients = 10000

  constructor(overrides: Readonly<Record<string, string>> = {}) {
    this.requirepass = (overrides.requirepass ?? EMPTY) as Bytes
    this.databases = Number(overrides.databases ?? 16)
  }

  match(): ReadonlyMap<string, Bytes> {
    return new Map()
  }

  set(): void {}
}
