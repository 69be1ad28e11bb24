import { type Started, settingsOf } from './places.ts'
import { freePort, plain, RedisProcess, redisCli, until } from './redis-process.ts'

const SLOTS = 16_384

/** Three masters, each with a replica; in the middle slots move to another node, and a replica takes over. */
export async function startRedisCluster(): Promise<Started> {
  const nodes = await Promise.all([1, 2, 3, 4, 5, 6].map(startNode))
  const addresses = nodes.map((each) => each.address)
  await redisCli('--cluster', 'create', ...addresses, '--cluster-replicas', '1', '--cluster-yes')
  await until('a cluster that all nodes agree on', async () => {
    const infos = await Promise.all(nodes.map((each) => ask(each, 'CLUSTER', 'INFO')))
    const views = await Promise.all(nodes.map((each) => ask(each, 'CLUSTER', 'NODES')))
    return (
      infos.every((info) => info.includes('cluster_state:ok')) &&
      views.every((view) => view.split('slave').length === 4 && !view.includes('handshake'))
    )
  })
  return {
    settings: settingsOf({ cluster: { nodes: addresses.slice(0, 2) } }),
    disturb: async () => {
      await reshard(nodes)
      await failOver(nodes)
    },
    stop: async () => {
      await Promise.all(nodes.map((each) => each.stop()))
    },
  }
}

async function startNode(): Promise<RedisProcess> {
  const bus = await freePort()
  return RedisProcess.start((port) => [
    ...plain(port),
    'cluster-enabled yes',
    'cluster-config-file nodes.conf',
    'cluster-node-timeout 2000',
    `cluster-port ${bus}`,
  ])
}

/** Two thousand slots of the first master go to the second, keys and all. */
async function reshard(nodes: readonly RedisProcess[]): Promise<void> {
  const [from, to] = nodes as [RedisProcess, RedisProcess]
  const ids = await Promise.all([from, to].map((each) => ask(each, 'CLUSTER', 'MYID')))
  const [fromId, toId] = ids.map((id) => id.trim()) as [string, string]
  await redisCli(
    ...['--cluster', 'reshard', from.address, '--cluster-from', fromId, '--cluster-to', toId],
    ...['--cluster-slots', String(Math.floor(SLOTS / 8)), '--cluster-yes'],
  )
}

/** A replica takes its master's place, by hand: nothing may be lost. */
async function failOver(nodes: readonly RedisProcess[]): Promise<void> {
  const roles = await Promise.all(nodes.map((each) => ask(each, 'ROLE')))
  const replica = nodes[roles.findIndex((role) => role.startsWith('slave'))] as RedisProcess
  await ask(replica, 'CLUSTER', 'FAILOVER')
  await until('the replica to be a master', async () =>
    (await ask(replica, 'ROLE')).startsWith('master'),
  )
}

function ask(server: RedisProcess, ...words: string[]): Promise<string> {
  return redisCli('-p', String(server.port), ...words)
}
