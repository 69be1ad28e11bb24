import { strict as assert } from 'node:assert'
import { Lossy } from './lossy.ts'
import { CLUSTER, type Started, settingsOf } from './places.ts'
import { plain, RedisProcess, redisCli, type Settings, until } from './redis-process.ts'
import { secured } from './secured.ts'

const SLOTS = 16_384

/** Three masters, each with a replica; in the middle slots move to another node, and a replica takes over. */
export async function startRedisCluster(): Promise<Started> {
  const nodes = await Promise.all([1, 2, 3, 4, 5, 6].map(() => startNode(plain)))
  await join(nodes, 3)
  return {
    settings: settingsOf({ cluster: { nodes: nodes.slice(0, 2).map((each) => each.address) } }),
    disturb: async () => {
      await reshard(nodes)
      await failOver(nodes)
    },
    stop: () => stopAll(nodes),
  }
}

/** Two masters with TLS, client certificates and users, of which clients see only proxies' addresses. */
export async function startSecuredRedisCluster(): Promise<Started> {
  const { lines, access, settings, remove } = await secured(`${CLUSTER}/`)
  const nodes = await Promise.all([1, 2].map(() => startNode(lines, access)))
  await join(nodes, 2)
  const proxies = await Promise.all(nodes.map((each) => Lossy.before(() => each.port)))
  const map = nodes.map((each, i) => [each.address, (proxies[i] as Lossy).address])
  return {
    settings: settingsOf({
      ...settings,
      cluster: { nodes: [(proxies[0] as Lossy).address], nat_map: Object.fromEntries(map) },
    }),
    check: async () => {
      const clients = await Promise.all(nodes.map((each) => each.ask('CLIENT', 'LIST')))
      const callers = [...clients.join('\n').matchAll(/ addr=127\.0\.0\.1:(\d+) .* user=app /g)]
      assert.ok(callers.length >= nodes.length)
      const known = new Set(proxies.flatMap((each) => each.ports))
      for (const [line, port] of callers) assert.ok(known.has(Number(port)), line)
    },
    stop: async () => {
      await stopAll(nodes)
      await Promise.all(proxies.map((each) => each.close()))
      remove()
    },
  }
}

function startNode(lines: Settings, access?: readonly string[]): Promise<RedisProcess> {
  return RedisProcess.start(
    (port, bus) => [
      ...lines(port, bus),
      'cluster-enabled yes',
      'cluster-config-file nodes.conf',
      // A busy machine's silence is no death: nobody takes over but by hand.
      'cluster-node-timeout 60000',
      'cluster-allow-replica-migration no',
      ...(access === undefined ? [] : ['tls-cluster yes']),
      `cluster-port ${bus}`,
    ],
    access,
  )
}

/** Makes a Redis Cluster of them: the first are masters, which share the slots; the others are their replicas. */
async function join(nodes: readonly RedisProcess[], masters: number): Promise<void> {
  const share = Math.ceil(SLOTS / masters)
  await Promise.all(
    nodes.map(async (each, i) => {
      await each.ask('CLUSTER', 'SET-CONFIG-EPOCH', String(i + 1))
      if (i >= masters) return
      const last = Math.min(SLOTS, (i + 1) * share) - 1
      await each.ask('CLUSTER', 'ADDSLOTSRANGE', String(i * share), String(last))
    }),
  )
  // Each meets each: gossip would take its time.
  for (const [i, each] of nodes.entries()) {
    const bus = /^\S+ \S+@(\d+)/m.exec(await each.ask('CLUSTER', 'NODES'))?.[1] as string
    const words = ['CLUSTER', 'MEET', '127.0.0.1', String(each.port), bus]
    await Promise.all(nodes.slice(i + 1).map((other) => other.ask(...words)))
  }
  await until('nodes that know all others', async () => {
    const views = await Promise.all(nodes.map((each) => each.ask('CLUSTER', 'NODES')))
    return views.every((view) => {
      return view.trim().split('\n').length === nodes.length && !/handshake|fail/.test(view)
    })
  })
  const ids = await Promise.all(nodes.map((each) => idOf(each)))
  await Promise.all(
    nodes.map(async (each, i) => {
      if (i >= masters) await each.ask('CLUSTER', 'REPLICATE', ids[i - masters] as string)
    }),
  )
  await until('a cluster that all nodes agree on', async () => {
    const infos = await Promise.all(nodes.map((each) => each.ask('CLUSTER', 'INFO')))
    const views = await Promise.all(nodes.map((each) => each.ask('CLUSTER', 'NODES')))
    const roles = await Promise.all(nodes.slice(masters).map((each) => each.ask('ROLE')))
    return (
      infos.every((info) => info.includes('cluster_state:ok')) &&
      views.every((view) => view.split('slave').length === nodes.length - masters + 1) &&
      roles.every((role) => role.includes('connected\n'))
    )
  })
}

async function idOf(node: RedisProcess): Promise<string> {
  return (await node.ask('CLUSTER', 'MYID')).trim()
}

/** A thousand slots of the first master go to the second, keys and all. */
async function reshard(nodes: readonly RedisProcess[]): Promise<void> {
  const [from, to] = nodes as [RedisProcess, RedisProcess]
  const [fromId, toId] = await Promise.all([idOf(from), idOf(to)])
  await redisCli(
    ...['--cluster', 'reshard', from.address, '--cluster-from', fromId, '--cluster-to', toId],
    ...['--cluster-slots', String(SLOTS / 16), '--cluster-yes'],
  )
}

/** A replica takes its master's place, by hand: nothing may be lost. */
async function failOver(nodes: readonly RedisProcess[]): Promise<void> {
  const roles = await Promise.all(nodes.map((each) => each.ask('ROLE')))
  const replica = nodes[roles.findIndex((role) => role.startsWith('slave'))] as RedisProcess
  const isMaster = async (): Promise<boolean> => (await replica.ask('ROLE')).startsWith('master')
  // Where the replica cannot catch up within five seconds, Redis gives up: then again.
  await until('the replica to be a master', async () => {
    await replica.ask('CLUSTER', 'FAILOVER')
    await until('the end of this attempt', isMaster, 6000).catch(() => {})
    return isMaster()
  })
}

async function stopAll(nodes: readonly RedisProcess[]): Promise<void> {
  await Promise.all(nodes.map((each) => each.stop()))
}
