const { Redis } = require('ioredis')

const { redis } = globalThis

afterEach(() => jest.useRealTimers())

test('under fake timers clients connect and are answered, if these two are spared', async () => {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] })
  const client = new Redis(process.env.REDIS_URL)
  expect(await client.set('k', 'v', 'EX', 60)).toBe('OK')
  jest.advanceTimersByTime(60_000)
  expect(await client.exists('k')).toBe(1)
  redis.clock.advance('60s')
  expect(await client.exists('k')).toBe(0)
  client.disconnect()
})

test('a client’s reconnecting waits for the runner’s timers, the server for neither', async () => {
  const client = new Redis(process.env.REDIS_URL, { retryStrategy: () => 1000 })
  await client.ping()
  jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] })
  const reconnecting = new Promise((resolve) => client.once('reconnecting', resolve))
  redis.dropClients()
  await reconnecting
  const answered = client.ping()
  jest.advanceTimersByTime(1000)
  expect(await answered).toBe('PONG')
  client.disconnect()
})
