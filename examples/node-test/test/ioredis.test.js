import assert from 'node:assert/strict'
import { test } from 'node:test'
import { redisFor } from '@resident/testing/node-test'
import { Redis } from 'ioredis'

// The data that every test begins with are made once.
const options = { prepare: (redis) => redis.db().hset('user:1', { name: 'Ada', visits: 41 }) }

async function clientFor(t) {
  const redis = await redisFor(t, options)
  const client = new Redis(redis.url)
  t.after(() => client.disconnect())
  await client.ping()
  redis.log.clear()
  return { redis, client }
}

test('ioredis reads what was prepared, and changes it for this test only', async (t) => {
  const { client } = await clientFor(t)
  assert.equal(await client.hincrby('user:1', 'visits', 1), 42)
})

test('ioredis begins anew in the next', async (t) => {
  const { client } = await clientFor(t)
  assert.deepEqual(await client.hgetall('user:1'), { name: 'Ada', visits: '41' })
})

test('a session ends after a week, not before', async (t) => {
  const { redis, client } = await clientFor(t)
  await client.set('session:1', 'Ada', 'EX', 7 * 86_400)
  redis.clock.advance('6d')
  assert.equal(await client.get('session:1'), 'Ada')
  redis.clock.advance('1d')
  assert.equal(await client.get('session:1'), null)
})

test('a server that is loading is an error that the code has to bear', async (t) => {
  const { redis, client } = await clientFor(t)
  redis.faults.add({ command: 'get', state: 'loading', times: 1 })
  await assert.rejects(client.get('k'), {
    message: 'LOADING Redis is loading the dataset in memory',
  })
  assert.equal(await client.get('k'), null)
})

test('a pipeline is one round trip', async (t) => {
  const { redis, client } = await clientFor(t)
  await client.pipeline().set('a', 1).set('b', 2).mget('a', 'b').exec()
  assert.deepEqual([...redis.log].map(String), ['SET a 1', 'SET b 2', 'MGET a b'])
  assert.equal(redis.log.roundTrips(), 1)
})
