import type { Bytes } from '@resident/bytes'
import { notifyFlags } from '@resident/commands'
import type { EvictionPolicy } from '@resident/keyspace'
import type { Config } from '../config.ts'
import { parseOutputLimits } from './output-limits.ts'

/** Writes a value through to where it is read. */
type Write = (config: Config, value: Bytes) => void

/** Parameters that are read too often to be looked up by name. */
export const LIVE: Readonly<Record<string, Write>> = {
  'busy-reply-threshold': (config, value) => {
    config.busyReplyThreshold = Number(value)
  },
  'client-output-buffer-limit': (config, value) => {
    config.outputLimits = parseOutputLimits(value)
  },
  'client-query-buffer-limit': (config, value) => {
    config.queryBufferLimit = Number(value)
  },
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
    config.eviction.policy = value as string as EvictionPolicy
    setAccess(config)
  },
  'maxmemory-clients': (config, value) => {
    config.maxmemoryClients = value.endsWith('%') ? -Number(value.slice(0, -1)) : Number(value)
  },
  'maxmemory-eviction-tenacity': (config, value) => {
    config.evictionTenacity = Number(value)
  },
  'maxmemory-samples': ({ eviction }, value) => {
    eviction.samples = Number(value)
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
  save: (config, value) => {
    const numbers = value === '' ? [] : value.split(' ').map(Number)
    config.savePoints = Array.from({ length: numbers.length / 2 }, (_, i) => ({
      seconds: numbers[2 * i]!,
      changes: numbers[2 * i + 1]!,
    }))
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
  timeout: (config, value) => {
    config.timeout = Number(value)
  },
  'zset-max-listpack-entries': ({ encodingLimits }, value) => {
    encodingLimits.zsetMaxListpackEntries = Number(value)
  },
  'zset-max-listpack-value': ({ encodingLimits }, value) => {
    encodingLimits.zsetMaxListpackValue = Number(value)
  },
}

/** How the use of keys is remembered follows from how they are chosen for eviction. */
function setAccess({ access, eviction, maxmemory }: Config): void {
  access.lfu = eviction.policy.endsWith('-lfu')
  access.sharesIntegers = maxmemory === 0 || !/-l[rf]u$/.test(eviction.policy)
}
