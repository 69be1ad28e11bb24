import { redisTest } from '@resident/testing/vitest'
import { Redis } from 'ioredis'
import { describe, expect } from 'vitest'

// The data that every test begins with are made once.
const test = redisTest({
  prepare: (redis) => redis.db().hset('user:1', { name: 'Ada', visits: 41 }),
}).extend({
  client: async ({ redis }, use) => {
    const client = new Redis(redis.url)
    await client.ping()
    redis.log.clear()
    await use(client)
    client.disconnect()
  },
})

describe('ioredis', () => {
  test('reads what was prepared, and changes it for this test only', async ({ client }) => {
    expect(await client.hincrby('user:1', 'visits', 1)).toBe(42)
  })

  test('begins anew in the next', async ({ client }) => {
    expect(await client.hgetall('user:1')).toEqual({ name: 'Ada', visits: '41' })
  })

  test('a session ends after a week, not before', async ({ redis, client }) => {
    await client.set('session:1', 'Ada', 'EX', 7 * 86_400)
    redis.clock.advance('6d')
    expect(await client.get('session:1')).toBe('Ada')
    redis.clock.advance('1d')
    expect(await client.get('session:1')).toBe(null)
  })

  test('a server that is loading is an error that the code has to bear', async ({
    redis,
    client,
  }) => {
    redis.faults.add({ command: 'get', state: 'loading', times: 1 })
    await expect(client.get('k')).rejects.toThrow('LOADING Redis is loading the dataset in memory')
    expect(await client.get('k')).toBe(null)
  })

  test('a connection that breaks is made again, and the command repeated', async ({
    redis,
    client,
  }) => {
    redis.faults.add({ command: 'get', drop: 'before', times: 1 })
    expect(await client.hget('user:1', 'name')).toBe('Ada')
    expect(await client.get('k')).toBe(null)
    expect(redis).toHaveReceivedTimes('get', 2)
  })

  test('a pipeline is one round trip', async ({ redis, client }) => {
    await client.pipeline().set('a', 1).set('b', 2).mget('a', 'b').exec()
    expect(redis).toHaveReceived('MGET', 'a', 'b')
    expect(redis).toHaveRoundTrips(1)
  })
})
