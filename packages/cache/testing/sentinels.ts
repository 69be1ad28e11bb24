import { strict as assert } from 'node:assert'
import { Lossy } from './lossy.ts'
import { CLUSTER, type Started, settingsOf } from './places.ts'
import { plain, RedisProcess, until } from './redis-process.ts'
import { secured } from './secured.ts'

const NAME = 'mymaster'

/** As long as nobody is to be thought dead, though the machine may be busy. */
const PATIENCE = 60_000

/** A master, two replicas and three Sentinels; in the middle the master dies. */
export async function startSentinels(): Promise<Started> {
  const master = await RedisProcess.start(plain)
  const replicas = await Promise.all(
    [1, 2].map(() => RedisProcess.start((port) => [...plain(port), replicaOf(master)])),
  )
  // A Sentinel asks the master for its replicas when it starts, and then only every ten seconds.
  await until('replicas in step', () => areInStep(replicas))
  const sentinels = await Promise.all(
    [1, 2, 3].map(() => {
      return RedisProcess.start((port) => [`port ${port}`, ...watching(master, 2, 5000)])
    }),
  )
  await until('Sentinels that know all', async () => {
    const seen = await Promise.all(sentinels.map((each) => each.ask('SENTINEL', 'MASTER', NAME)))
    return seen.every((text) => /num-slaves\n2\n.*num-other-sentinels\n2\n/s.test(text))
  })
  return {
    settings: settingsOf({
      sentinel: { name: NAME, nodes: sentinels.map((each) => each.address) },
    }),
    replicas: replicas.length,
    disturb: async () => {
      await beImpatient(sentinels, 500)
      master.kill()
      await until('another master', () => isMasterAmong(sentinels, replicas))
      await beImpatient(sentinels, PATIENCE)
    },
    stop: () => stopAll([master, ...replicas, ...sentinels]),
  }
}

/**
 * A master, a replica and a Sentinel, all with TLS, client certificates and users, of which clients see only proxies'
 * addresses; in the middle the replica takes over by hand.
 */
export async function startSecuredSentinel(): Promise<Started> {
  const { lines, access, settings, remove } = await secured(`${CLUSTER}/`)
  const master = await RedisProcess.start(lines, access)
  const replica = await RedisProcess.start(
    (port, other) => [...lines(port, other), replicaOf(master)],
    access,
  )
  await until('a replica in step', () => areInStep([replica]))
  const sentinel = await RedisProcess.start(
    (port, other) => [
      ...lines(port, other).filter((line) => !/^(save|appendonly|repl-|user app)/.test(line)),
      'user watcher on >w4tch +@all',
      ...watching(master, 1, PATIENCE),
      `sentinel auth-user ${NAME} ops`,
      `sentinel auth-pass ${NAME} 0ps`,
    ],
    access,
  )
  await until('a Sentinel that knows the replica', async () => {
    return /num-slaves\n1\n/.test(await sentinel.ask('SENTINEL', 'MASTER', NAME))
  })
  const proxies = await Promise.all([master, replica].map((each) => Lossy.before(() => each.port)))
  const [before, after] = proxies as [Lossy, Lossy]
  return {
    settings: settingsOf({
      ...settings,
      sentinel: {
        name: NAME,
        nodes: [sentinel.address],
        auth: { type: 'acl', username: 'watcher', password: 'w4tch' },
        nat_map: { [master.address]: before.address, [replica.address]: after.address },
      },
    }),
    replicas: 1,
    disturb: async () => {
      await until('a failover to begin', async () => {
        return (await sentinel.ask('SENTINEL', 'FAILOVER', NAME)).startsWith('OK')
      })
      await until('another master', () => isMasterAmong([sentinel], [replica]))
      await until('the former master to be a replica', () => areInStep([master]))
    },
    check: async () => {
      assert.ok(before.connections > 0 && after.connections > 0)
    },
    stop: async () => {
      await stopAll([master, replica, sentinel])
      await Promise.all(proxies.map((each) => each.close()))
      remove()
    },
  }
}

function replicaOf(master: RedisProcess): string {
  return `replicaof 127.0.0.1 ${master.port}`
}

/** Lines of a Sentinel; so many must agree that the master is dead, and a failover may take so long. */
function watching(master: RedisProcess, quorum: number, patience: number): string[] {
  return [
    'bind 127.0.0.1',
    `sentinel monitor ${NAME} 127.0.0.1 ${master.port} ${quorum}`,
    `sentinel down-after-milliseconds ${NAME} ${PATIENCE}`,
    `sentinel failover-timeout ${NAME} ${patience}`,
  ]
}

async function areInStep(replicas: readonly RedisProcess[]): Promise<boolean> {
  const infos = await Promise.all(replicas.map((each) => each.ask('INFO', 'REPLICATION')))
  return infos.every((info) => info.includes('master_link_status:up'))
}

async function beImpatient(
  sentinels: readonly RedisProcess[],
  milliseconds: number,
): Promise<void> {
  const words = ['SENTINEL', 'SET', NAME, 'down-after-milliseconds', String(milliseconds)]
  await Promise.all(sentinels.map((each) => each.ask(...words)))
}

/** Whether all Sentinels name one of the servers as the master, and it is one. */
async function isMasterAmong(
  sentinels: readonly RedisProcess[],
  servers: readonly RedisProcess[],
): Promise<boolean> {
  const words = ['SENTINEL', 'GET-MASTER-ADDR-BY-NAME', NAME]
  const named = await Promise.all(sentinels.map((each) => each.ask(...words)))
  const master = servers.find(({ port }) => named.every((text) => text.includes(String(port))))
  return master !== undefined && (await master.ask('ROLE')).startsWith('master')
}

async function stopAll(servers: readonly RedisProcess[]): Promise<void> {
  await Promise.all(servers.map((each) => each.stop()))
}
