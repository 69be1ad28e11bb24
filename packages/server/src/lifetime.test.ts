import { strict as assert } from 'node:assert'
import { once } from 'node:events'
import { connect } from 'node:net'
import type { Duplex } from 'node:stream'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { allCommands } from '@resident/commands'
import { mapEngine } from '@resident/engine-map'
import { afterEach, beforeEach, test, vi } from 'vitest'
import { createServer, type Server } from './server.ts'

let server: Server

beforeEach(() => {
  server = createServer({ engine: mapEngine, commands: allCommands })
})

afterEach(async () => {
  vi.useRealTimers()
  await server.close()
})

async function ask(socket: Duplex, request: string): Promise<string> {
  socket.write(request, 'latin1')
  return String((await once(socket, 'data'))[0])
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

async function collectedHeap(): Promise<number> {
  setFlagsFromString('--expose-gc')
  const gc = runInNewContext('gc') as () => void
  for (let i = 0; i < 3; i++) {
    await turn()
    gc()
  }
  return process.memoryUsage().heapUsed
}

async function visit(count: number): Promise<void> {
  for (let i = 0; i < count; i += 100) {
    const sockets = Array.from({ length: 100 }, () => server.connect())
    for (const each of sockets) each.write('WATCH k l\r\nSUBSCRIBE c\r\nPING\r\n')
    await turn()
    for (const each of sockets) each.destroy()
    await turn()
  }
}

test('twenty thousand clients that came and went leave nothing in the heap', async () => {
  await visit(1_000)
  const before = await collectedHeap()
  const first = server.connect()
  server.checkClients()
  first.destroy()
  await visit(20_000)
  const growth = (await collectedHeap()) - before
  assert.equal(server.clients.size, 0)
  assert.equal(server.watches.active, false)
  assert.equal(server.pubsub.heard, false)
  assert.ok(growth < 3_000_000, `${growth} bytes more`)
})

test('a further server that nobody has asked anything takes less than 100 KB of heap', async () => {
  const before = await collectedHeap()
  const further = Array.from({ length: 50 }, () =>
    createServer({ engine: mapEngine, commands: allCommands }),
  )
  const each = ((await collectedHeap()) - before) / further.length
  await Promise.all(further.map((one) => one.close()))
  assert.ok(each < 100_000, `${each} bytes`)
})

test('under fake timers clients are answered, in process and over TCP, and keys expire', async () => {
  const { port } = await server.listen({ host: '127.0.0.1', port: 0 })
  vi.useFakeTimers()
  const inProcess = server.connect()
  assert.equal(await ask(inProcess, 'SET k v PX 20\r\n'), '+OK\r\n')
  const tcp = connect(port, '127.0.0.1')
  assert.equal(await ask(tcp, 'PING\r\n'), '+PONG\r\n')
  while ((await ask(tcp, 'DBSIZE\r\n')) !== ':0\r\n')
    assert.equal(await ask(inProcess, 'PING\r\n'), '+PONG\r\n')
  tcp.destroy()
})

test('what was said before a connection ends can be read afterwards', async () => {
  const socket = server.connect()
  socket.write('PING\r\nQUIT\r\n')
  for (let i = 0; i < 5; i++) await turn()
  assert.equal(server.clients.size, 0)
  assert.equal(socket.read()?.toString(), '+PONG\r\n+OK\r\n')
  const closed = once(socket, 'close')
  socket.resume()
  await closed
})

test('a listener that throws harms neither its own next replies nor other clients', async () => {
  const [socket, other] = [server.connect(), server.connect()]
  const listeners = process.listeners('uncaughtException')
  process.removeAllListeners('uncaughtException')
  const uncaught = once(process, 'uncaughtException')
  socket.once('data', () => {
    throw new Error('of the program')
  })
  socket.write('PING\r\n')
  const pong = ask(other, 'PING\r\n')
  assert.equal(((await uncaught) as [Error])[0].message, 'of the program')
  for (const each of listeners) process.on('uncaughtException', each)
  assert.equal(await pong, '+PONG\r\n')
  assert.equal(await ask(socket, 'ECHO a\r\n'), '$1\r\na\r\n')
})

test('what an in-process client has not read counts as its output', async () => {
  const slow = server.connect()
  slow.pause()
  slow.write(`SET k ${'x'.repeat(1000)}\r\n${'GET k\r\n'.repeat(50)}`)
  await turn()
  const [client] = [...{ [Symbol.iterator]: () => server.clients[Symbol.iterator]() }]
  assert.ok(client!.connection.outputBuffer > 50_000)
  slow.read()
  assert.equal(client!.connection.outputBuffer, 0)
})

test('close while pipelines are under way ends every client, and nothing is executed afterwards', async () => {
  const { port } = await server.listen({ host: '127.0.0.1', port: 0 })
  const tcp = connect(port, '127.0.0.1')
  await ask(tcp, 'PING\r\n')
  tcp.write('INCR n\r\n'.repeat(10_000))
  const inProcess = server.connect()
  inProcess.write('INCR m\r\n')
  // A connection reset is an end like any other.
  tcp.on('error', () => {})
  const ends = [tcp, inProcess].map((each) => new Promise((end) => each.once('close', end)))
  tcp.resume()
  await Promise.all([server.close(), server.close(), ...ends])
  const { dirty } = server.keyspaceStats
  await turn()
  assert.equal(server.keyspaceStats.dirty, dirty)
  assert.equal(server.databases.at(0)!.holds('m' as never), false)
})

test('a server that was closed before it listened gives its port back', async () => {
  const listening = server.listen({ host: '127.0.0.1', port: 0 })
  const closing = server.close()
  await assert.rejects(listening, { code: 'ERR_CLOSED' })
  await closing
})

test('200,000 keys that expire at once hold the event loop for no more than a slice at a time', async () => {
  const socket = server.connect()
  server.clock.freeze()
  for (let i = 0; i < 200_000; i += 1000) {
    let batch = ''
    for (let j = i; j < i + 1000; j++) batch += `SET key:${j} v PX 100\r\n`
    await ask(socket, batch)
    while (server.databases.at(0)!.size < i + 1000) await turn()
  }
  socket.resume()
  // A stopwatch that ticks by being looked at: what a slice does is counted, not timed.
  let looks = 0
  server.clock.elapsed = () => ++looks / 20
  server.clock.resume()
  const db = server.databases.at(0)!
  let most = 0
  while (db.size > 0) {
    const before = db.size
    await turn()
    most = Math.max(most, before - db.size)
  }
  assert.equal(server.keyspaceStats.expired, 200_000)
  // A slice is 4 ms, 80 looks at this stopwatch, each for some 64 keys.
  assert.ok(most <= 6_000, `${most} keys in one turn`)
  socket.destroy()
})

test('a thousand TCP clients are served at once, and forgotten when they have gone', async () => {
  const { port } = await server.listen({ host: '127.0.0.1', port: 0 })
  const sockets = Array.from({ length: 1000 }, () => connect(port, '127.0.0.1'))
  const replies = await Promise.all(sockets.map((each) => ask(each, 'PING\r\n')))
  assert.ok(replies.every((each) => each === '+PONG\r\n'))
  assert.equal(server.clients.size, 1000)
  for (const each of sockets) each.destroy()
  while (server.clients.size > 0) await turn()
})
