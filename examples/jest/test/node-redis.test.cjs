const { createClient } = require('redis')

const { redis } = globalThis
let client

beforeAll(async () => {
  client = await createClient({ url: process.env.REDIS_URL }).connect()
})

afterAll(() => client.close())

test('node-redis: a lock is free again when its time is over', async () => {
  const lock = () =>
    client.set('lock', 'mine', { condition: 'NX', expiration: { type: 'EX', value: 30 } })
  expect(await lock()).toBe('OK')
  expect(await lock()).toBe(null)
  redis.clock.advance('30s')
  expect(await lock()).toBe('OK')
})
