import { test as base } from '@resident/testing/vitest'
import { createClient } from 'redis'
import { describe, expect } from 'vitest'

const test = base.extend({
  client: async ({ redis }, use) => {
    const client = await createClient({ url: redis.url }).connect()
    await use(client)
    await client.close()
  },
})

describe('node-redis', () => {
  test('a lock is free again when its time is over', async ({ redis, client }) => {
    const lock = () =>
      client.set('lock', 'mine', { condition: 'NX', expiration: { type: 'EX', value: 30 } })
    expect(await lock()).toBe('OK')
    expect(await lock()).toBe(null)
    redis.clock.advance('30s')
    expect(await lock()).toBe('OK')
  })

  test('whoever waits is given up when the time is over, at once', async ({ redis, client }) => {
    redis.clock.freeze()
    const waiting = client.blPop('jobs', 60)
    await expect.poll(() => redis.clients[0]?.blocked).toBe(true)
    redis.clock.advance('60s')
    expect(await waiting).toBe(null)
  })

  test('a slow server is slow by its own clock', async ({ redis, client }) => {
    redis.clock.freeze()
    redis.faults.add({ command: 'get', latency: '5s' })
    const waiting = client.get('k')
    await expect.poll(() => redis.clients[0]?.blocked).toBe(true)
    redis.clock.advance('5s')
    expect(await waiting).toBe(null)
  })
})
