const { redisMatchers } = require('@resident/testing')
const { Redis } = require('ioredis')

// The environment's server for this file.
const { redis } = globalThis
expect.extend(redisMatchers)

describe('ioredis', () => {
  let client

  beforeAll(async () => {
    client = new Redis(process.env.REDIS_URL)
    await client.hset('user:1', { name: 'Ada', visits: 41 })
  })

  afterAll(() => client.disconnect())

  test('reads what was prepared, and changes it for this test only', async () => {
    expect(await client.hincrby('user:1', 'visits', 1)).toBe(42)
  })

  test('begins anew in the next', async () => {
    expect(await client.hgetall('user:1')).toEqual({ name: 'Ada', visits: '41' })
  })

  test('a session ends after a week, not before', async () => {
    await client.set('session:1', 'Ada', 'EX', 7 * 86_400)
    redis.clock.advance('6d')
    expect(await client.get('session:1')).toBe('Ada')
    redis.clock.advance('1d')
    expect(await client.get('session:1')).toBe(null)
  })

  test('a server that is loading is an error that the code has to bear', async () => {
    redis.faults.add({ command: 'get', state: 'loading', times: 1 })
    await expect(client.get('k')).rejects.toThrow('LOADING Redis is loading the dataset in memory')
    expect(await client.get('k')).toBe(null)
  })

  test('a pipeline is one round trip', async () => {
    await client.pipeline().set('a', 1).set('b', 2).mget('a', 'b').exec()
    expect(redis).toHaveReceived('MGET', 'a', 'b')
    expect(redis).toHaveRoundTrips(1)
  })

  describe('in a block of its own', () => {
    beforeAll(() => client.set('k', 'block'))

    test.each(['one', 'the other'])('finds what its hooks left, for %s', async () => {
      expect(await client.getdel('k')).toBe('block')
    })
  })

  test('finds nothing of the block’s afterwards', async () => {
    expect(await client.exists('k')).toBe(0)
  })
})
