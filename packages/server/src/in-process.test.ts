import { strict as assert } from 'node:assert'
import { once } from 'node:events'
import type { Duplex } from 'node:stream'
import { allCommands } from '@resident/commands'
import { mapEngine } from '@resident/engine-map'
import { afterEach, beforeEach, test } from 'vitest'
import { createServer, type Server } from './server.ts'

let server: Server
let socket: Duplex

beforeEach(() => {
  server = createServer({ engine: mapEngine, commands: allCommands })
  socket = server.connect()
})

afterEach(() => server.close())

function nextReply(): Promise<string> {
  return new Promise((resolve) => {
    socket.once('data', (chunk: Buffer) => resolve(chunk.toString('latin1')))
  })
}

test('a command is not executed inside the call that writes it', async () => {
  socket.write('SET k v\r\n')
  assert.equal(server.databases.at(0)!.size, 0)
  assert.equal(await nextReply(), '+OK\r\n')
  assert.equal(server.databases.at(0)!.size, 1)
})

test('a timer fires during an endless loop of awaited replies', async () => {
  let fired = false
  const timer = setTimeout(() => {
    fired = true
  }, 5)
  let exchanges = 0
  while (!fired && exchanges < 1_000_000) {
    socket.write('PING\r\n')
    await nextReply()
    exchanges++
  }
  clearTimeout(timer)
  assert.ok(fired, `no timer in ${exchanges} exchanges`)
})

test('what is written in pieces is answered as if it came whole', async () => {
  socket.write('*1\r\n$4\r\nPI')
  socket.write('NG\r\n')
  assert.equal(await nextReply(), '+PONG\r\n')
})

test('ending the stream takes the client from the list', async () => {
  socket.write('PING\r\n')
  await nextReply()
  assert.equal(server.clients.size, 1)
  const closed = new Promise((resolve) => socket.once('close', resolve))
  socket.end()
  await closed
  assert.equal(server.clients.size, 0)
})

test('destroying the stream with a request half written harms nobody', async () => {
  socket.write('*2\r\n$3\r\nGET\r\n$100\r\nabc')
  socket.destroy()
  await new Promise((resolve) => setImmediate(resolve))
  assert.equal(server.clients.size, 0)
  socket = server.connect()
  socket.write('PING\r\n')
  assert.equal(await nextReply(), '+PONG\r\n')
})

test('closing the server ends its clients', async () => {
  const closed = new Promise((resolve) => socket.once('close', resolve))
  await server.close()
  await closed
  assert.equal(socket.destroyed, true)
})

test('a protocol error is answered, and ends the connection', async () => {
  const closed = new Promise((resolve) => socket.once('close', resolve))
  socket.write('PING\r\n*1\r\nfoo\r\nPING\r\n')
  assert.equal(await nextReply(), "+PONG\r\n-ERR Protocol error: expected '$', got 'f'\r\n")
  await closed
})

test('ten thousand clients are served, one more is turned away, and all are forgotten when they have gone', async () => {
  const sockets = [socket, ...Array.from({ length: 9_999 }, () => server.connect())]
  assert.equal(server.clients.size, 10_000)
  let answered = 0
  for (const each of sockets) {
    each.once('data', (chunk: Buffer) => {
      if (chunk.toString() === '+PONG\r\n') answered++
    })
    each.write('PING\r\n')
  }
  const [told] = await once(server.connect(), 'data')
  assert.equal(String(told), '-ERR max number of clients reached\r\n')
  while (answered < sockets.length) await new Promise((resolve) => setImmediate(resolve))
  for (const each of sockets) each.destroy()
  while (server.clients.size > 0) await new Promise((resolve) => setImmediate(resolve))
})
