import assert from 'node:assert/strict'
import { test } from 'node:test'
import { redisFor } from '@resident/testing/node-test'
import { createClient } from 'redis'

test('node-redis: a lock is free again when its time is over', async (t) => {
  const redis = await redisFor(t)
  const client = await createClient({ url: redis.url }).connect()
  t.after(() => client.close())
  const lock = () =>
    client.set('lock', 'mine', { condition: 'NX', expiration: { type: 'EX', value: 30 } })
  assert.equal(await lock(), 'OK')
  assert.equal(await lock(), null)
  redis.clock.advance('30s')
  assert.equal(await lock(), 'OK')
})
