import { test } from '@resident/testing/vitest'
import { Redis } from 'ioredis'
import { createClient } from 'redis'
import { afterEach, expect, vi } from 'vitest'

// Not setImmediate, by which node-redis sends its commands.
const toFake = ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date']

afterEach(() => {
  vi.useRealTimers()
})

test('under fake timers ioredis is answered, and the server’s time is moved apart', async ({
  redis,
  onTestFinished,
}) => {
  vi.useFakeTimers({ toFake })
  const client = new Redis(redis.url)
  onTestFinished(() => client.disconnect())
  await client.set('k', 'v', 'EX', 60)
  vi.advanceTimersByTime(60_000)
  expect(await client.exists('k')).toBe(1)
  redis.clock.advance('60s')
  expect(await client.exists('k')).toBe(0)
})

test('under fake timers node-redis is answered too', async ({ redis, onTestFinished }) => {
  vi.useFakeTimers({ toFake })
  const client = await createClient({ url: redis.url }).connect()
  onTestFinished(() => client.destroy())
  expect(await client.set('k', 'v')).toBe('OK')
})
