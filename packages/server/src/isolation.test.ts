import { strict as assert } from 'node:assert'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createServer as createNetServer } from 'node:net'
import type { Duplex } from 'node:stream'
import { allCommands, type Client, type Fault } from '@resident/commands'
import { mapEngine } from '@resident/engine-map'
import { afterEach, beforeEach, describe, test } from 'vitest'
import { createServer, type Server } from './server.ts'

// Faults of ours beside any command, planted where there is no handler to blame.

const PLANTED = new Error('planted')

let server: Server
let faults: Fault[]

beforeEach(() => {
  faults = []
  server = createServer({
    engine: mapEngine,
    commands: allCommands,
    onFault: (fault) => faults.push(fault),
  })
})

afterEach(() => server.close())

function plant(): never {
  throw PLANTED
}

/** A client, and its end of the connection. */
function join(): { readonly client: Client; readonly socket: Duplex } {
  const socket = server.connect()
  return { client: [...server.clients].at(-1)!, socket }
}

async function ask(socket: Duplex, request: string): Promise<string> {
  socket.write(request)
  return String((await once(socket, 'data'))[0])
}

/** That there was one fault, whose client has gone, and what the other clients are still served. */
async function lostAlone(lost: Duplex, command: string): Promise<void> {
  if (!lost.destroyed) await once(lost.resume(), 'close')
  assert.deepEqual(
    faults.map((fault) => [fault.error, fault.command]),
    [[PLANTED, command]],
  )
  assert.equal(await ask(join().socket, 'PING\r\n'), '+PONG\r\n')
}

describe('a fault while', () => {
  test('a message is sent keeps it from nobody else', async () => {
    const [first, second, third] = [join(), join(), join()]
    for (const { socket } of [first, second, third]) await ask(socket, 'SUBSCRIBE c\r\n')
    Object.assign(second.client.connection, { flush: plant })
    const heard = [first, third].map(({ socket }) => once(socket, 'data'))
    assert.equal(await ask(join().socket, 'PUBLISH c m\r\n'), ':3\r\n')
    for (const [message] of await Promise.all(heard)) assert.match(String(message), /\$1\r\nm/)
    await lostAlone(second.socket, 'output')
  })

  test('changed keys are told keeps them from nobody else', async () => {
    const [first, second, third] = [join(), join(), join()]
    for (const { socket } of [first, second, third]) {
      await ask(socket, 'HELLO 3\r\nCLIENT TRACKING ON BCAST\r\n')
    }
    Object.assign(second.client.connection, { pushed: plant })
    const heard = [first, third].map(({ socket }) => once(socket, 'data'))
    assert.equal(await ask(join().socket, 'SET k v\r\n'), '+OK\r\n')
    for (const [message] of await Promise.all(heard)) assert.match(String(message), /invalidate/)
    await lostAlone(second.socket, 'output')
  })

  test('a client goes on that had waited leaves the others to go on', async () => {
    const [first, second, third] = [join(), join(), join()]
    for (const { socket } of [first, second, third]) socket.write('BLPOP l 0\r\n')
    await ask(join().socket, 'PING\r\n')
    Object.assign(second.client.connection, { resume: plant })
    const heard = [first, third].map(({ socket }) => once(socket, 'data'))
    assert.equal(await ask(join().socket, 'RPUSH l a b c\r\n'), ':3\r\n')
    for (const [message] of await Promise.all(heard)) assert.match(String(message), /\$1\r\nl/)
    await lostAlone(second.socket, 'input')
  })

  test('a transaction goes on that had stood still leaves the server to go on', async () => {
    const free = createNetServer().listen(0, '127.0.0.1')
    await once(free, 'listening')
    const { port } = free.address() as AddressInfo
    free.close()
    await once(free, 'close')
    const { socket } = join()
    const other = join()
    const { acl } = server
    const refusalOf = acl.queuedRefusalOf.bind(acl)
    acl.queuedRefusalOf = (client, row, argv) =>
      row.fullName === 'ping' ? plant() : refusalOf(client, row, argv)
    socket.write(`MULTI\r\nCONFIG SET bind 127.0.0.1 port ${port}\r\nPING\r\nEXEC\r\n`)
    assert.equal(await ask(other.socket, 'SET k v\r\n'), '+OK\r\n')
    await lostAlone(socket, 'config|set')
  })

  test('a request is answered costs only its own client', async () => {
    const { client, socket } = join()
    Object.assign(client.connection, { finish: plant })
    socket.write('PING\r\n')
    await lostAlone(socket, 'input')
  })
})

test('a fault in one of the tasks that cron has leaves the others to be done', () => {
  const done: string[] = []
  server.persistence.tick = plant
  server.memory.sample = () => done.push('memory')
  const { client } = join()
  Object.assign(client.connection, { check: plant })
  const { client: other } = join()
  Object.assign(other.connection, { check: () => done.push('check') })
  server.clock.advance(100)
  assert.deepEqual(done, ['check', 'memory'])
  assert.deepEqual(
    faults.map((fault) => [fault.error, fault.command]),
    [
      [PLANTED, 'cron'],
      [PLANTED, 'output'],
    ],
  )
})
