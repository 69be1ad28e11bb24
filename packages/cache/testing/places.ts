import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CacheSettings, ClusterSettings } from '../src/connect/settings.ts'
import { localCertificate } from './certificates.ts'
import { startRedisCluster } from './redis-cluster.ts'
import { plain, RedisProcess } from './redis-process.ts'
import { startSentinels } from './sentinels.ts'

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
  stop(): Promise<void>
}

/** The name of the cluster that tests declare. */
export const CLUSTER = 'everywhere'

export const PLACES: readonly Place[] = [
  embedded('embedded, in process', 'in-process'),
  embedded('embedded, over TCP', 'tcp'),
  { name: 'redis-server', real: true, start: startPlain },
  { name: 'redis-server with TLS, client certificates and ACL', real: true, start: startTls },
  { name: 'three Sentinels and a failover', real: true, start: startSentinels },
  {
    name: 'Redis Cluster of six nodes, a resharding and a failover',
    real: true,
    start: startRedisCluster,
  },
]

/** Settings of the tests' cluster alone. */
export function settingsOf(cluster: ClusterSettings): CacheSettings {
  return { testing: false, redis: { [CLUSTER]: { command_timeout_ms: 15_000, ...cluster } } }
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
  return { settings: settingsOf({ host: server.address }), stop: () => server.stop() }
}

/** A user that may touch the caches' keys only. */
const USER = `user app on >s3cret ~${CLUSTER}/* +@all -@dangerous +info`

async function startTls(): Promise<Started> {
  const { cert, key } = await localCertificate()
  const directory = mkdtempSync(join(tmpdir(), 'resident-cache-tls-'))
  const files = { cert: join(directory, 'cert.pem'), key: join(directory, 'key.pem') }
  writeFileSync(files.cert, cert)
  writeFileSync(files.key, key)
  const server = await RedisProcess.start((port) => [
    ...plain(0),
    `tls-port ${port}`,
    `tls-cert-file ${files.cert}`,
    `tls-key-file ${files.key}`,
    `tls-ca-cert-file ${files.cert}`,
    'user default off',
    USER,
  ])
  process.env.RESIDENT_CACHE_TEST_PASSWORD = 's3cret\n'
  return {
    settings: settingsOf({
      host: server.address,
      auth: {
        type: 'acl',
        username: 'app',
        password: { $env: 'RESIDENT_CACHE_TEST_PASSWORD' },
      },
      tls_config: { ca: { $file: files.cert }, client_cert: { cert, key } },
    }),
    stop: async () => {
      await server.stop()
      rmSync(directory, { recursive: true })
    },
  }
}
