import { strict as assert } from 'node:assert'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import type { Bytes } from '@resident/bytes'
import { allCommands } from '@resident/commands'
import { mapEngine } from '@resident/engine-map'
import type { ListValue } from '@resident/storage'
import { afterEach, beforeEach, describe, test } from 'vitest'
import { createServer, type Server } from './server.ts'

let server: Server
let flood: Socket
let other: Socket
/** Who was answered, in order. */
let answered: string[]

async function dial(port: number, name: string): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  socket.setNoDelay(true)
  socket.on('data', (chunk) => {
    for (const _ of String(chunk).matchAll(/\r\n/g)) answered.push(name)
  })
  return socket
}

beforeEach(async () => {
  answered = []
  server = createServer({ engine: mapEngine, commands: allCommands })
  const { port } = await server.listen({ host: '127.0.0.1', port: 0 })
  flood = await dial(port, 'flood')
  other = await dial(port, 'other')
  other.write('PING\r\n')
  while (answered.length < 1) await turn()
  answered = []
  // A stopwatch that ticks by being looked at: a slice is of 5.
  let looks = 0
  server.clock.elapsed = () => ++looks
})

afterEach(async () => {
  flood.destroy()
  other.destroy()
  await server.close()
})

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

async function answers(count: number): Promise<void> {
  while (answered.length < count) await turn()
}

describe('requests that take long all together', () => {
  test('let others have their turn, and are all answered', async () => {
    flood.write('INCR n\r\n'.repeat(2000))
    other.write('PING\r\n')
    await answers(2001)
    assert.ok(answered.indexOf('other') < 2000, 'the other was answered last')
    assert.equal(server.databases.at(0)!.size, 1)
    other.write('GET n\r\n')
    assert.equal(String((await once(other, 'data'))[0]), '$4\r\n2000\r\n')
  })

  test('are looked at sooner where each is answered at length', async () => {
    server.databases.at(0)!.store('long' as Bytes, 'x'.repeat(70_000) as Bytes)
    flood.write(`${'GET long\r\n'.repeat(60)}INCR n\r\n`)
    other.write('INCR n\r\n')
    assert.equal(String((await once(other, 'data'))[0]), ':1\r\n')
  })

  test('end their turn when they are answered at length, however quickly', async () => {
    server.clock.elapsed = () => 0
    server.databases.at(0)!.store('long' as Bytes, 'x'.repeat(70_000) as Bytes)
    flood.write(`${'GET long\r\n'.repeat(60)}INCR n\r\n`)
    other.write('INCR n\r\n')
    assert.equal(String((await once(other, 'data'))[0]), ':1\r\n')
  })

  test('are all executed, though their client has gone', async () => {
    flood.end('INCR n\r\n'.repeat(2000))
    await once(flood, 'close')
    other.write('GET n\r\n')
    assert.equal(String((await once(other, 'data'))[0]), '$4\r\n2000\r\n')
  })

  test('are all executed in order, though more of them come meanwhile than a socket buffers', async () => {
    const numbers = Array.from({ length: 30_000 }, (_, n) => n)
    flood.end(numbers.map((n) => `RPUSH l ${n}\r\n`).join(''))
    await once(flood, 'close')
    const list = server.databases.at(0)!.peek('l' as Bytes) as ListValue
    assert.deepEqual(
      numbers.map((n) => list.at(n)),
      numbers.map(String),
    )
  })

  test('end with the client that is killed meanwhile', async () => {
    flood.write(`${'INCR n\r\n'.repeat(1000)}QUIT\r\n${'INCR n\r\n'.repeat(1000)}`)
    await once(flood, 'close')
    other.write('GET n\r\n')
    assert.equal(String((await once(other, 'data'))[0]), '$4\r\n1000\r\n')
    assert.equal(server.clients.size, 1)
  })

  test('may wait for an element in between, and go on', async () => {
    flood.write(`${'PING\r\n'.repeat(500)}BLPOP l 0\r\n${'PING\r\n'.repeat(500)}`)
    await answers(500)
    other.write('RPUSH l a\r\n')
    // 500 answers, 5 lines of the element, 500 answers, and the other's.
    await answers(1006)
    assert.equal(answered.length, 1006)
  })
})
