import { Redis } from 'ioredis'
import { afterAll, afterEach, describe, expect, vi } from 'vitest'
import { redisTest, test } from './vitest.ts'

describe('each test has a server of its own', () => {
  const ports = new Set<number>()

  for (const which of ['one', 'the other']) {
    test(`as has ${which}`, async ({ redis }) => {
      expect(redis.db().keys()).toEqual([])
      redis.db().set('k', 'v')
      ports.add(redis.port)
    })
  }

  afterEach(() => expect(ports.size).toBeGreaterThan(0))
})

describe('tests begin with what `prepare` left', () => {
  let prepared = 0
  const prepare = vi.fn()
  const shopTest = redisTest({
    prepare(redis) {
      prepare()
      redis.db().set('stock', ++prepared)
    },
  })

  for (const which of ['one', 'the other']) {
    shopTest(`as does ${which}`, async ({ redis }) => {
      expect(redis.db().get('stock')).toBe('1')
      redis.db().set('stock', 0)
      expect(prepare).toHaveBeenCalledOnce()
    })
  }
})

describe('a variable of the environment is set while a test runs', () => {
  const inside: unknown[] = []
  process.env.CACHE_REDIS_URL = 'redis://elsewhere'

  for (const env of ['SHOP_REDIS_URL', 'CACHE_REDIS_URL']) {
    redisTest({ env })('to the URL of its server', ({ redis }) => {
      expect(process.env[env]).toBe(redis.url)
      inside.push(redis.url)
    })
  }

  afterAll(() => {
    expect(inside).toHaveLength(2)
    expect(process.env.SHOP_REDIS_URL).toBeUndefined()
    expect(process.env.CACHE_REDIS_URL).toBe('redis://elsewhere')
    delete process.env.CACHE_REDIS_URL
  })
})

test('clients may be closed after each test, before its server ends', async ({
  redis,
  onTestFinished,
}) => {
  const client = new Redis(redis.url)
  onTestFinished(() => client.disconnect())
  expect(await client.set('k', 'v')).toBe('OK')
})

describe('matchers look at what was received', () => {
  test('commands, their arguments and how many', async ({ redis }) => {
    const client = new Redis(redis.url)
    await client.ping()
    redis.log.clear()
    await client.set('user:1', 'Ada')
    await client.pipeline().get('user:1').incrby('visits', 2).exec()
    expect(redis).toHaveReceived('SET', 'user:1', 'Ada')
    expect(redis).toHaveReceived('incrby', 'visits', 2)
    expect(redis).toHaveReceived('get', expect.stringContaining('user'))
    expect(redis).not.toHaveReceived('del')
    await client.config('SET', 'hz', '10')
    expect(redis).toHaveReceived('CONFIG SET', 'hz', 10)
    expect(redis).toHaveReceived('config', 'SET', 'hz', 10)
    expect(redis).not.toHaveReceived('CONFIG SET', 'hz', 11)
    expect(redis.log).toHaveReceivedTimes('get', 1)
    // SET, the pipeline, and CONFIG.
    expect(redis).toHaveRoundTrips(3)
    client.disconnect()
  })

  test('and say what was, where they fail', async ({ redis }) => {
    await redis.run(['PING'])
    const client = new Redis(redis.url)
    await client.get('user:1')
    await client.incr('user:1')
    client.disconnect()
    expect(() => expect(redis).toHaveReceived('GET', 'user:2')).toThrow(
      /Expected GET user:2 to have been received\.\nIt has received:\n(.*\n)* {2}GET user:1\n {2}INCR user:1/,
    )
    expect(() => expect(redis).not.toHaveReceived('GET')).toThrow(/not to be so/)
    expect(() => expect(redis).toHaveReceivedTimes('get', 2)).toThrow(/2 times, not 1 times/)
  })
})

describe('fake timers of vitest', () => {
  afterEach(() => void vi.useRealTimers())

  test('leave server and clients alone: what is asked is answered', async ({ redis }) => {
    vi.useFakeTimers()
    const client = new Redis(redis.url)
    expect(await client.set('k', 'v')).toBe('OK')
    client.disconnect()
  })

  test('do not move the server’s time; that is moved apart', async ({ redis }) => {
    vi.useFakeTimers({ now: 0 })
    const client = new Redis(redis.url)
    await client.set('k', 'v', 'EX', 60)
    vi.advanceTimersByTime(60_000)
    expect(await client.exists('k')).toBe(1)
    redis.clock.advance('60s')
    expect(await client.exists('k')).toBe(0)
    client.disconnect()
  })

  test('of every kind, where the client connected before', async ({ redis }) => {
    const client = new Redis(redis.url)
    await client.ping()
    vi.useFakeTimers({
      toFake: ['setTimeout', 'setInterval', 'setImmediate', 'Date', 'performance'],
    })
    redis.clock.advance('1d')
    expect(await client.set('k', 'v')).toBe('OK')
    client.disconnect()
  })
})
