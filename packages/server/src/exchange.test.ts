import { strict as assert } from 'node:assert'
import { once } from 'node:events'
import { createServer as createNetServer } from 'node:net'
import type { Duplex } from 'node:stream'
import { allCommands } from '@resident/commands'
import { mapEngine } from '@resident/engine-map'
import { afterEach, beforeEach, test } from 'vitest'
import { createServer, type Server } from './server.ts'

let source: Server
let target: Server
let port: number
let client: Duplex

beforeEach(async () => {
  source = createServer({ engine: mapEngine, commands: allCommands })
  target = createServer({ engine: mapEngine, commands: allCommands, config: { requirepass: 'pw' } })
  ;({ port } = await target.listen({ host: '127.0.0.1', port: 0 }))
  client = source.connect()
})

afterEach(async () => {
  await Promise.all([source.close(), target.close()])
})

async function ask(socket: Duplex, request: string): Promise<string> {
  socket.write(`${request}\r\n`)
  return String((await once(socket, 'data'))[0]).trimEnd()
}

async function askTarget(request: string): Promise<string> {
  const socket = target.connect()
  await ask(socket, 'AUTH pw')
  return ask(socket, request)
}

test('MIGRATE moves keys with their time to live, and copies where it is told to', async () => {
  await ask(client, 'RPUSH l a b')
  await ask(client, 'SET s v PX 100000')
  assert.equal(await ask(client, `MIGRATE 127.0.0.1 ${port} l 3 60000 AUTH pw`), '+OK')
  assert.equal(
    await ask(client, `MIGRATE 127.0.0.1 ${port} "" 0 60000 COPY AUTH2 default pw KEYS s none`),
    '+OK',
  )
  assert.equal(await ask(client, 'KEYS *'), '*1\r\n$1\r\ns')
  assert.equal(await askTarget('GET s'), '$1\r\nv')
  assert.match(await askTarget('PTTL s'), /^:9\d{4}|:100000$/)
  assert.equal(await askTarget('DBSIZE'), ':1')
  assert.equal(await askTarget('INFO keyspace').then((info) => /db3:keys=1/.test(info)), true)
})

test('MIGRATE tells what the target refuses, and keeps what has not arrived', async () => {
  await ask(client, 'MSET a 1 b 2')
  await askTarget('SET a old')
  const refused = '-ERR Target instance replied with error: '
  assert.match(
    await ask(client, `MIGRATE 127.0.0.1 ${port} a 0 60000`),
    new RegExp(`^${refused}NOAUTH`),
  )
  assert.equal(
    await ask(client, `MIGRATE 127.0.0.1 ${port} "" 0 60000 AUTH pw KEYS a b`),
    `${refused}BUSYKEY Target key name already exists.`,
  )
  assert.equal(await ask(client, 'KEYS *'), '*1\r\n$1\r\na')
  assert.equal(await ask(client, `MIGRATE 127.0.0.1 ${port} a 0 60000 REPLACE AUTH pw`), '+OK')
  assert.equal(await askTarget('GET a'), '$1\r\n1')
})

test('MIGRATE holds up nobody else, and keeps a key that has changed meanwhile', async () => {
  await ask(client, 'SET k old')
  const moved = ask(client, `MIGRATE 127.0.0.1 ${port} k 0 60000 AUTH pw`)
  assert.equal(await ask(source.connect(), 'SET k new'), '+OK')
  assert.equal(await moved, '+OK')
  assert.equal(await ask(client, 'GET k'), '$3\r\nnew')
  assert.equal(await askTarget('GET k'), '$3\r\nold')
})

test('MIGRATE to a server that says nothing ends with its time', async () => {
  const silent = createNetServer().listen(0, '127.0.0.1')
  await once(silent, 'listening')
  const address = silent.address()
  const silentPort = typeof address === 'object' && address !== null ? address.port : 0
  await ask(client, 'SET k v')
  assert.equal(
    await ask(client, `MIGRATE 127.0.0.1 ${silentPort} k 0 1500`),
    '-IOERR error or timeout reading to target instance',
  )
  assert.equal(await ask(client, 'GET k'), '$1\r\nv')
  silent.close()
})
