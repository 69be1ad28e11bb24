import { strict as assert } from 'node:assert'
import { once } from 'node:events'
import { connect } from 'node:net'
import { startServer } from '@resident/embedded'
import { expect, test } from 'vitest'
import { closeServer } from './open-clients.ts'

test('a test that leaves clients open fails, and they are named', async () => {
  const redis = await startServer()
  const worker = connect(redis.port, redis.host)
  worker.write('CLIENT SETNAME worker\r\nBLPOP jobs 0\r\n')
  await once(worker, 'data')
  const listener = redis.connect()
  listener.write('SUBSCRIBE news\r\n')
  await once(listener, 'data')
  await expect(closeServer(redis, 'fail')).rejects.toMatchObject({
    code: 'ERR_OPEN_CLIENTS',
    message: expect.stringMatching(
      /^2 clients were left open: .*\n {2}client \d+, 'worker' \(127\.0\.0\.1:\d+\): last sent BLPOP, waits for its answer\n {2}client \d+, which has no name \(in-process\): last sent SUBSCRIBE, listens to 1 channels$/,
    ),
  })
  assert.equal(redis.clients.length, 0)
})

test('clients that were told to go have time for it', async () => {
  const redis = await startServer()
  const client = connect(redis.port, redis.host)
  client.write('PING\r\n')
  await once(client, 'data')
  client.end()
  await closeServer(redis, 'fail')
})

test('clients that are left open are just closed where that is wanted', async () => {
  const redis = await startServer()
  const client = connect(redis.port, redis.host)
  client.write('PING\r\n')
  await once(client, 'data')
  const closed = once(client, 'close')
  await closeServer(redis, 'close')
  await closed
})
