import { strict as assert } from 'node:assert'
import { once } from 'node:events'
import { connect } from 'node:net'
import type { Duplex } from 'node:stream'
import { test } from 'vitest'
import { type Resident, startServer } from './index.ts'

async function ask(socket: Duplex, request: string): Promise<string> {
  socket.write(request)
  return String((await once(socket, 'data'))[0])
}

test('startServer listens on a free port of the loopback and says where', async () => {
  await using redis = await startServer()
  assert.match(redis.url, /^redis:\/\/127\.0\.0\.1:\d+$/)
  const socket = connect(redis.port, redis.host)
  assert.equal(await ask(socket, 'PING\r\n'), '+PONG\r\n')
  socket.destroy()
})

test('each server has data of its own', async () => {
  await using one = await startServer()
  await using other = await startServer()
  assert.equal(await ask(one.connect(), 'SET k v\r\n'), '+OK\r\n')
  assert.equal(await ask(other.connect(), 'GET k\r\n'), '$-1\r\n')
})

test('close frees the port, ends clients, and may be called twice', async () => {
  const redis = await startServer()
  const { port } = redis
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  const closed = once(socket, 'close')
  await Promise.all([redis.close(), redis.close()])
  await closed
  await using again = await startServer({ port })
  assert.equal(again.port, port)
})

test('a port that is taken is refused', async () => {
  await using redis = await startServer()
  await assert.rejects(startServer({ port: redis.port }), { code: 'EADDRINUSE' })
})

test('without a port there are in-process clients only', async () => {
  await using redis = await startServer({ port: false })
  assert.equal(await ask(redis.connect(), 'PING\r\n'), '+PONG\r\n')
  assert.throws(() => redis.url, { code: 'ERR_NOT_LISTENING' })
})

test('an engine that does not exist is named, with those that do', async () => {
  await assert.rejects(startServer({ engine: 'rocks' as 'map' }), {
    code: 'ERR_UNKNOWN_ENGINE',
    message: /'rocks'.*map, btree/,
  })
})

test('the same seed repeats what chance decides', async () => {
  const draw = async (seed: number): Promise<string[]> => {
    await using redis = await startServer({ port: false, seed })
    const socket = redis.connect()
    for (let i = 0; i < 20; i++) await ask(socket, `SET key:${i} v\r\n`)
    const drawn: string[] = []
    for (let i = 0; i < 5; i++) drawn.push(await ask(socket, 'RANDOMKEY\r\n'))
    return drawn
  }
  assert.deepEqual(await draw(7), await draw(7))
  assert.notDeepEqual(await draw(7), await draw(8))
})

test('advancing the clock expires keys; frozen, it lets none expire', async () => {
  await using redis = await startServer({ port: false })
  const socket = redis.connect()
  redis.clock.freeze()
  assert.equal(await ask(socket, 'SET k v PX 1000\r\n'), '+OK\r\n')
  redis.clock.advance(999)
  assert.equal(await ask(socket, 'PTTL k\r\n'), ':1\r\n')
  redis.clock.advance(1)
  assert.equal(await ask(socket, 'EXISTS k\r\n'), ':0\r\n')
})

test('a hundred further servers start and close', async () => {
  const servers: Resident[] = []
  for (let i = 0; i < 100; i++) servers.push(await startServer())
  for (const server of servers) assert.equal(await ask(server.connect(), 'PING\r\n'), '+PONG\r\n')
  await Promise.all(servers.map((server) => server.close()))
})
