import { strict as assert } from 'node:assert'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { startServer } from '@resident/embedded'
import { Cluster as Cluster6, Redis } from 'ioredis'
import { Cluster as Cluster5 } from 'ioredis5'
import { createCluster as createCluster6 } from 'redis'
import { createCluster as createCluster5 } from 'redis5'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { type Contender, freePort, isRedisThere, startRedis } from './both-servers.ts'
import { warningsDuring } from './warnings.ts'

// Cluster clients, unchanged, at a cluster of one node: ours, and redis-server's.

const contenders: Record<string, () => Promise<Contender>> = {
  resident: async () => {
    const server = await startServer({ cluster: true })
    return { name: 'resident', port: server.port, stop: () => server.close() }
  },
  'redis-server': startRedisNode,
}

async function startRedisNode(): Promise<Contender> {
  const redis = await startRedis(
    ...['--cluster-enabled', 'yes', '--cluster-port', `${await freePort()}`],
    ...['--cluster-announce-ip', '127.0.0.1'],
  )
  const client = new Redis(redis.port)
  await client.cluster('ADDSLOTSRANGE', 0, 16383)
  while (!String(await client.cluster('INFO')).includes('cluster_state:ok')) await sleep(50)
  client.disconnect()
  return redis
}

for (const [name, start] of Object.entries(contenders)) {
  describe.skipIf(name === 'redis-server' && !isRedisThere())(name, () => {
    let port: number
    let stop: () => Promise<void>

    beforeAll(async () => {
      ;({ port, stop } = await start())
    })
    afterAll(() => stop())

    for (const [version, Cluster] of [
      ['ioredis 6', Cluster6],
      ['ioredis 5', Cluster5 as unknown as typeof Cluster6],
    ] as const) {
      describe(version, () => {
        const connect = async (): Promise<Cluster6> => {
          const cluster = new Cluster([{ host: '127.0.0.1', port }])
          await once(cluster, 'ready')
          return cluster
        }

        test('finds the node, warns of nothing, and reads back what it wrote', async () => {
          const warnings = await warningsDuring(async () => {
            const cluster = await connect()
            assert.equal(cluster.nodes('master').length, 1)
            for (const key of ['a', 'b', '{a}c', 'grüße']) await cluster.set(key, `of ${key}`)
            assert.equal(await cluster.get('b'), 'of b')
            assert.deepEqual(await cluster.mget('a', '{a}c'), ['of a', 'of {a}c'])
            await cluster.quit()
          })
          assert.deepEqual(warnings, [])
        })

        test('hears of keys in several slots', async () => {
          const cluster = await connect()
          await assert.rejects(cluster.mget('a', 'b'), /CROSSSLOT/)
          await cluster.quit()
        })

        test('pipelines, transactions and scripts, in one slot each', async () => {
          const cluster = await connect()
          await cluster.del('{p}1')
          const piped = await cluster.pipeline().incr('{p}1').incr('{p}1').exec()
          assert.deepEqual(piped, [
            [null, 1],
            [null, 2],
          ])
          const queued = await cluster.multi().set('{p}2', 'x').get('{p}2').exec()
          assert.deepEqual(queued, [
            [null, 'OK'],
            [null, 'x'],
          ])
          const script = "return redis.call('GET', KEYS[1])"
          assert.equal(await cluster.eval(script, 1, '{p}2'), 'x')
          await cluster.quit()
        })

        test('messages on channels of a shard reach who listens', async () => {
          const listener = new Redis(port)
          const cluster = await connect()
          await listener.ssubscribe('shard')
          const heard = once(listener, 'smessage')
          assert.equal(await cluster.spublish('shard', 'hello'), 1)
          assert.deepEqual(await heard, ['shard', 'hello'])
          listener.disconnect()
          await cluster.quit()
        })
      })
    }

    for (const [version, createCluster] of [
      ['node-redis 6', createCluster6],
      ['node-redis 5', createCluster5 as unknown as typeof createCluster6],
    ] as const) {
      test(`${version}: keys, transactions, scripts and messages of a cluster`, async () => {
        const cluster = createCluster({ rootNodes: [{ url: `redis://127.0.0.1:${port}` }] })
        cluster.on('error', (error: Error) => assert.fail(error))
        await cluster.connect()
        assert.equal(cluster.masters.length, 1)
        assert.equal(await cluster.set('n', 'one'), 'OK')
        assert.equal(await cluster.get('n'), 'one')
        await assert.rejects(cluster.rename('a', 'b'), /CROSSSLOT/)
        const replies = await cluster.multi().set('{n}2', 'two').mGet(['n', '{n}2']).exec()
        assert.deepEqual(replies, ['OK', ['one', 'two']])
        const script = "return redis.call('GET', KEYS[1])"
        assert.equal(await cluster.eval(script, { keys: ['n'] }), 'one')
        const heard = new Promise<string>((resolve) => {
          void cluster.sSubscribe('shard', resolve).then(() => cluster.sPublish('shard', 'hello'))
        })
        assert.equal(await heard, 'hello')
        await cluster.close()
      })
    }
  })
}
