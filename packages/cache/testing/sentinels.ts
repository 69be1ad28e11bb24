import { type Started, settingsOf } from './places.ts'
import { plain, RedisProcess, redisCli, until } from './redis-process.ts'

const NAME = 'mymaster'

/** A master, two replicas and three Sentinels; in the middle the master dies. */
export async function startSentinels(): Promise<Started> {
  const master = await RedisProcess.start(plain)
  const replicaOfMaster = (port: number): string[] => [
    ...plain(port),
    `replicaof 127.0.0.1 ${master.port}`,
  ]
  const replicas = await Promise.all([1, 2].map(() => RedisProcess.start(replicaOfMaster)))
  const sentinels = await Promise.all(
    [1, 2, 3].map(() => RedisProcess.start((port) => sentinel(port, master.port))),
  )
  const all = [master, ...replicas, ...sentinels]
  await until('replicas in step, and Sentinels that know all', async () => {
    const roles = await Promise.all(replicas.map((each) => ask(each, 'ROLE')))
    const seen = await Promise.all(sentinels.map((each) => ask(each, 'SENTINEL', 'MASTER', NAME)))
    return (
      roles.every((role) => role.includes('connected')) &&
      seen.every((text) => /num-slaves\n2\n/.test(text) && /num-other-sentinels\n2\n/.test(text))
    )
  })
  return {
    settings: settingsOf({
      sentinel: { name: NAME, nodes: sentinels.map((each) => each.address) },
    }),
    replicas: replicas.length,
    disturb: async () => {
      master.kill()
      await until('another master', async () => {
        const address = await ask(
          sentinels[0] as RedisProcess,
          'SENTINEL',
          'GET-MASTER-ADDR-BY-NAME',
          NAME,
        )
        return !address.includes(String(master.port))
      })
    },
    stop: async () => {
      await Promise.all(all.map((each) => each.stop()))
    },
  }
}

function sentinel(port: number, masterPort: number): string[] {
  return [
    `port ${port}`,
    'bind 127.0.0.1',
    `sentinel monitor ${NAME} 127.0.0.1 ${masterPort} 2`,
    `sentinel down-after-milliseconds ${NAME} 500`,
    `sentinel failover-timeout ${NAME} 3000`,
  ]
}

function ask(server: RedisProcess, ...words: string[]): Promise<string> {
  return redisCli('-p', String(server.port), ...words)
}
