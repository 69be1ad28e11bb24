import { CacheCluster, closeCaches, configureCaches, StringKeyspace } from '@resident/cache'
import { startRedis } from '../contestants/servers.ts'
import type { Options } from '../options.ts'
import type { Samples, SuiteResult } from '../result.ts'
import { interleaved } from '../rounds.ts'

const LOOKUPS = 20_000

const CLUSTER = 'bench'
const KEY = { user: 'ann', region: 7 }
/** The same key, as the client has to spell it. */
const WHOLE = `${CLUSTER}/user/ann/7`

/** `cache`: what `get` of a declared cache costs over the bare client's on the same connection. */
export async function runCache({ rounds, share }: Options): Promise<SuiteResult> {
  const cluster = new CacheCluster(CLUSTER)
  const keyspace = new StringKeyspace<{ user: string; region: number }>(cluster, {
    keyPattern: 'user/:user/:region',
  })
  const compare = async (about: string): Promise<Samples> => {
    await keyspace.set(KEY, 'v'.repeat(100))
    const client = await cluster.client()
    const lookups = { client: () => client.get(WHOLE), keyspace: () => keyspace.get(KEY) }
    return interleaved(about, lookups, rounds, (lookup) => cpuPerLookup(lookup, LOOKUPS * share))
  }

  const redis = await startRedis()
  try {
    configureCaches({ testing: false, redis: { [CLUSTER]: { in_memory: true } } })
    const within = await compare('embedded server')
    await closeCaches()
    configureCaches({ testing: false, redis: { [CLUSTER]: { host: `127.0.0.1:${redis.port}` } } })
    const overTcp = await compare('redis-server')
    await closeCaches()
    const row = { unit: 'µs', ours: 'keyspace', base: 'client' }
    return {
      suite: 'cache',
      title: 'Declared caches',
      about:
        '`get` of a string keyspace with two parameters in its key, compared with `get` of the ioredis client under it, on the same connection: processor ' +
        'time of the process per call, each awaited before the next. With the embedded server that includes the server’s work.',
      rows: [
        { name: 'get, redis-server over TCP', ...row, samples: overTcp, most: 1.25 },
        { name: 'get, embedded server in the process', ...row, samples: within },
        {
          name: 'what that adds',
          unit: 'µs more',
          samples: {
            keyspace: within.keyspace!.map((cost, round) => cost - within.client![round]!),
          },
          ours: 'keyspace',
          most: 2,
        },
      ],
      growths: [],
    }
  } finally {
    await redis.stop()
  }
}

async function cpuPerLookup(lookup: () => Promise<unknown>, times: number): Promise<number> {
  const before = process.cpuUsage()
  for (let i = 0; i < times; i++) await lookup()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / times
}
