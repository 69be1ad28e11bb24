import type { Bytes } from '@resident/bytes'
import { notifyFlags } from '@resident/commands'
import type { EvictionPolicy } from '@resident/keyspace'
import type { Config } from '../config.ts'
import { parseOutputLimits } from './output-limits.ts'

/** Writes a value to the field where it is read. */
type Write = (config: Config, value: Bytes) => void

/** Parameters that are read too often to be looked up by name. */
export const LIVE: Readonly<Record<string, Write>> = {
  ...numbers((config) => config, {
    'busy-reply-threshold': 'busyReplyThreshold',
    'client-query-buffer-limit': 'queryBufferLimit',
    databases: 'databases',
    'hll-sparse-max-bytes': 'hllSparseMaxBytes',
    maxclients: 'maxclients',
    'maxmemory-eviction-tenacity': 'evictionTenacity',
    'proto-max-bulk-len': 'maxBulkLength',
    timeout: 'timeout',
  }),
  ...numbers(({ encodingLimits }) => encodingLimits, {
    'hash-max-listpack-entries': 'hashMaxListpackEntries',
    'hash-max-listpack-value': 'hashMaxListpackValue',
    'list-max-listpack-size': 'listMaxListpackSize',
    'set-max-intset-entries': 'setMaxIntsetEntries',
    'stream-node-max-bytes': 'streamNodeMaxBytes',
    'stream-node-max-entries': 'streamNodeMaxEntries',
    'zset-max-listpack-entries': 'zsetMaxListpackEntries',
    'zset-max-listpack-value': 'zsetMaxListpackValue',
  }),
  ...numbers(({ access }) => access, {
    'lfu-decay-time': 'lfuDecayTime',
    'lfu-log-factor': 'lfuLogFactor',
  }),
  ...numbers(({ eviction }) => eviction, { 'maxmemory-samples': 'samples' }),
  'client-output-buffer-limit': (config, value) => {
    config.outputLimits = parseOutputLimits(value)
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
  'notify-keyspace-events': (config, value) => {
    config.notify = notifyFlags(value)
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
}

/** Numbers, and the fields in which the parts of the server that read them keep them. */
function numbers<Field extends string>(
  holderIn: (config: Config) => Record<Field, number>,
  fields: Readonly<Record<string, Field>>,
): Record<string, Write> {
  const writes = Object.entries(fields).map(([name, field]): [string, Write] => [
    name,
    (config, value) => {
      holderIn(config)[field] = Number(value)
    },
  ])
  return Object.fromEntries(writes)
}

/** The eviction policy decides how the use of keys is recorded. */
function setAccess({ access, eviction, maxmemory }: Config): void {
  access.lfu = eviction.policy.endsWith('-lfu')
  access.sharesIntegers = maxmemory === 0 || !/-l[rf]u$/.test(eviction.policy)
}
