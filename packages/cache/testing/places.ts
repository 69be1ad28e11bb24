import type { CacheSettings, ClusterSettings } from '../src/connect/settings.ts'
import { startRedisCluster, startSecuredRedisCluster } from './redis-cluster.ts'
import { plain, RedisProcess } from './redis-process.ts'
import { secured } from './secured.ts'
import { startSecuredSentinel, startSentinels } from './sentinels.ts'

/** Somewhere for the caches of the tests to be. */
export interface Place {
  readonly name: string
  /** Whether it needs Debian's redis packages. */
  readonly real: boolean
  start(): Promise<Started>
}

export interface Started {
  readonly settings: CacheSettings
  /** What goes wrong in the middle, where something does. Resolves when all is well again. */
  readonly disturb?: () => Promise<void>
  /** How many replicas must confirm what is to outlive the disturbance. 0: none need to, whatever was answered stays. */
  readonly replicas?: number
  /** What must be true at the end. */
  readonly check?: () => Promise<void>
  stop(): Promise<void>
}

/** The name of the cluster that tests declare. */
export const CLUSTER = 'everywhere'

export const PLACES: readonly Place[] = [
  embedded('embedded, in process', 'in-process'),
  embedded('embedded, over TCP', 'tcp'),
  { name: 'redis-server, by four connections', real: true, start: startPlain },
  { name: 'redis-server with TLS, client certificates and ACL', real: true, start: startTls },
  { name: 'three Sentinels and a failover', real: true, start: startSentinels },
  {
    name: 'a Sentinel with TLS, client certificates and ACL, behind NAT, and a failover',
    real: true,
    start: startSecuredSentinel,
  },
  {
    name: 'Redis Cluster of six nodes, a resharding and a failover',
    real: true,
    start: startRedisCluster,
  },
  {
    name: 'Redis Cluster with TLS, client certificates and ACL, behind NAT',
    real: true,
    start: startSecuredRedisCluster,
  },
]

/** Settings of the tests' cluster alone. On a busy machine, nothing is too late. */
export function settingsOf(cluster: ClusterSettings): CacheSettings {
  return { testing: false, redis: { [CLUSTER]: { command_timeout_ms: 60_000, ...cluster } } }
}

function embedded(name: string, transport: 'in-process' | 'tcp'): Place {
  return {
    name,
    real: false,
    start: async () => ({
      settings: { ...settingsOf({ in_memory: true }), transport },
      stop: async () => {},
    }),
  }
}

async function startPlain(): Promise<Started> {
  const server = await RedisProcess.start(plain)
  return {
    settings: settingsOf({ host: server.address, min_connections: 2, max_connections: 4 }),
    stop: () => server.stop(),
  }
}

async function startTls(): Promise<Started> {
  const { lines, access, settings, remove } = await secured(`${CLUSTER}/`)
  const server = await RedisProcess.start(lines, access)
  return {
    settings: settingsOf({ host: server.address, ...settings }),
    stop: async () => {
      await server.stop()
      remove()
    },
  }
}
