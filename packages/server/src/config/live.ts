import type { Bytes } from '@resident/bytes'
import { notifyFlags } from '@resident/commands'
import type { Config } from '../config.ts'

/** Writes a value through to where it is read. */
type Write = (config: Config, value: Bytes) => void

/** Parameters that are read too often to be looked up by name. */
export const LIVE: Readonly<Record<string, Write>> = {
  databases: (config, value) => {
    config.databases = Number(value)
  },
  'hash-max-listpack-entries': ({ encodingLimits }, value) => {
    encodingLimits.hashMaxListpackEntries = Number(value)
  },
  'hash-max-listpack-value': ({ encodingLimits }, value) => {
    encodingLimits.hashMaxListpackValue = Number(value)
  },
  'hll-sparse-max-bytes': (config, value) => {
    config.hllSparseMaxBytes = Number(value)
  },
  'lfu-decay-time': ({ access }, value) => {
    access.lfuDecayTime = Number(value)
  },
  'lfu-log-factor': ({ access }, value) => {
    access.lfuLogFactor = Number(value)
  },
  'list-max-listpack-size': ({ encodingLimits }, value) => {
    encodingLimits.listMaxListpackSize = Number(value)
  },
  maxclients: (config, value) => {
    config.maxclients = Number(value)
  },
  maxmemory: (config, value) => {
    config.maxmemory = Number(value)
    setAccess(config)
  },
  'maxmemory-policy': (config, value) => {
    config.maxmemoryPolicy = value
    setAccess(config)
  },
  'notify-keyspace-events': (config, value) => {
    config.notify = notifyFlags(value)
  },
  'proto-max-bulk-len': (config, value) => {
    config.maxBulkLength = Number(value)
  },
  requirepass: (config, value) => {
    config.requirepass = value
  },
  'set-max-intset-entries': ({ encodingLimits }, value) => {
    encodingLimits.setMaxIntsetEntries = Number(value)
  },
  'stream-node-max-bytes': ({ encodingLimits }, value) => {
    encodingLimits.streamNodeMaxBytes = Number(value)
  },
  'stream-node-max-entries': ({ encodingLimits }, value) => {
    encodingLimits.streamNodeMaxEntries = Number(value)
  },
  'zset-max-listpack-entries': ({ encodingLimits }, value) => {
    encodingLimits.zsetMaxListpackEntries = Number(value)
  },
  'zset-max-listpack-value': ({ encodingLimits }, value) => {
    encodingLimits.zsetMaxListpackValue = Number(value)
  },
}

/** How the use of keys is remembered follows from how they are chosen for eviction. */
function setAccess({ access, maxmemory, maxmemoryPolicy }: Config): void {
  access.lfu = maxmemoryPolicy.endsWith('-lfu')
  access.sharesIntegers = maxmemory === 0 || !/-l[rf]u$/.test(maxmemoryPolicy)
}
