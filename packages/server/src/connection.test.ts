import { strict as assert } from 'node:assert'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { allCommands, type Command } from '@resident/commands'
import { mapEngine } from '@resident/engine-map'
import { afterEach, beforeEach, test } from 'vitest'
import type { Listener } from './listen/listener.ts'
import { createServer, type Server } from './server.ts'

const broken: Command = {
  name: 'broken',
  group: 'server',
  since: '0.1.0',
  arity: 1,
  flags: ['fast'],
  run(_client, _argv, reply) {
    reply.array(2)
    reply.integer(1)
    throw new TypeError('a bug of ours')
  },
}

/** Waits for a string as BLPOP does for a list, and has a bug. */
const waits: Command = {
  name: 'waits',
  group: 'server',
  since: '0.1.0',
  arity: 2,
  flags: [],
  run(client, argv) {
    client.server.blocking.block(client, {
      type: 'string',
      keys: [argv[1]!],
      timeout: 0,
      giveUp: (reply) => reply.nullArray(),
      serve(_key, reply) {
        reply.array(2)
        throw new TypeError('a bug of ours')
      },
    })
  },
}

let server: Server
let listener: Listener
let faults: unknown[]

beforeEach(async () => {
  faults = []
  server = createServer({
    engine: mapEngine,
    commands: [...allCommands, broken, waits],
    onFault: ({ error }) => faults.push(error),
  })
  listener = await server.listen({ host: '127.0.0.1', port: 0 })
})

afterEach(() => server.close())

/** A raw client that collects what it is told. */
class RawClient {
  readonly socket: Socket
  received = ''

  constructor() {
    this.socket = connect(listener.port, '127.0.0.1')
    this.socket.on('data', (chunk: Buffer) => {
      this.received += chunk.toString('latin1')
    })
    this.socket.on('error', () => {})
  }

  send(bytes: string): this {
    this.socket.write(bytes, 'latin1')
    return this
  }

  async until(expected: string): Promise<void> {
    while (this.received.length < expected.length) await once(this.socket, 'data')
    assert.equal(this.received, expected)
  }

  async end(): Promise<void> {
    if (!this.socket.closed) await once(this.socket, 'close')
  }
}

test('a pipeline is answered in order, refusals in their places', async () => {
  await new RawClient()
    .send('SET k v\r\nGET k\r\nNOPE\r\nINCR k\r\nPING\r\n')
    .until(
      "+OK\r\n$1\r\nv\r\n-ERR unknown command 'NOPE', with args beginning with: \r\n" +
        '-ERR value is not an integer or out of range\r\n+PONG\r\n',
    )
})

test('a request may come byte by byte', async () => {
  const client = new RawClient()
  client.socket.setNoDelay(true)
  for (const byte of '*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$2\r\n\xff\x00\r\n') client.send(byte)
  await client.until('+OK\r\n')
  await new RawClient().send('GET k\r\n').until('$2\r\n\xff\x00\r\n')
})

test('a client that vanishes in mid-command leaves nothing behind', async () => {
  const client = new RawClient().send('PING\r\n*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$100\r\nhalf')
  await client.until('+PONG\r\n')
  client.socket.destroy()
  await client.end()
  await new RawClient().send('EXISTS k\r\n').until(':0\r\n')
  assert.equal(server.clients.size, 1)
})

test('a protocol error is answered after what came before it, and ends that connection only', async () => {
  const bystander = new RawClient().send('PING\r\n')
  await bystander.until('+PONG\r\n')
  const client = new RawClient().send('PING\r\n*-5\r\n*1\r\n$-1\r\nPING\r\n')
  await client.until('+PONG\r\n-ERR Protocol error: invalid bulk length\r\n')
  await client.end()
  await bystander.send('PING\r\n').until('+PONG\r\n+PONG\r\n')
})

test('a fault in a handler reaches one client, replaces what it had said, and is reported', async () => {
  await new RawClient()
    .send('PING\r\nBROKEN\r\nPING\r\n')
    .until('+PONG\r\n-ERR internal error\r\n+PONG\r\n')
  assert.equal(faults.length, 1)
  assert.ok(faults[0] instanceof TypeError)
})

test('a client that never reads is served and waits; nobody else does', async () => {
  const value = 'x'.repeat(100_000)
  const slow = new RawClient().send('SET big small\r\n')
  await slow.until('+OK\r\n')
  slow.socket.pause()
  slow.send(`*3\r\n$3\r\nSET\r\n$3\r\nbig\r\n$${value.length}\r\n${value}\r\n`)
  slow.send('GET big\r\n'.repeat(200))
  const other = new RawClient().send('PING\r\n')
  await other.until('+PONG\r\n')
  slow.socket.resume()
  const reply = `$${value.length}\r\n${value}\r\n`
  await slow.until(`+OK\r\n+OK\r\n${reply.repeat(200)}`)
})

test('a value of many megabytes comes and goes whole', async () => {
  const value = '\x00\xff\r\n'.repeat(4 * 1024 * 1024)
  await new RawClient()
    .send(`*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$${value.length}\r\n${value}\r\nGET k\r\n`)
    .until(`+OK\r\n$${value.length}\r\n${value}\r\n`)
})

test('what is said after a long reply comes after it, and the end last', async () => {
  const value = 'long'.repeat(800_000)
  const reply = `$${value.length}\r\n${value}\r\n`
  const client = new RawClient().send(`*3\r\n$3\r\nSET\r\n$1\r\nk\r\n${reply}`)
  await client.until('+OK\r\n')
  client.send('GET k\r\nPING\r\nGET k\r\n')
  client.send('PING\r\nGET k\r\nQUIT\r\n')
  await client.until(`+OK\r\n${reply}+PONG\r\n${reply}+PONG\r\n${reply}+OK\r\n`)
  await client.end()
})

test('while a long reply leaves, others are served', async () => {
  const value = 'x'.repeat(64 * 1024 * 1024)
  const client = new RawClient().send(
    `*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$${value.length}\r\n${value}\r\n`,
  )
  const other = new RawClient().send('PING\r\n')
  await Promise.all([client.until('+OK\r\n'), other.until('+PONG\r\n')])
  client.send('GET k\r\n')
  await once(client.socket, 'data')
  await other.send('PING\r\n').until('+PONG\r\n+PONG\r\n')
  assert.ok(client.received.length < value.length)
  client.socket.destroy()
  await client.end()
  await other.send('EXISTS k\r\n').until('+PONG\r\n+PONG\r\n:1\r\n')
})

test('QUIT is answered before the connection closes', async () => {
  const client = new RawClient().send('QUIT\r\nPING\r\n')
  await client.until('+OK\r\n')
  await client.end()
  assert.equal(client.received, '+OK\r\n')
})

test('too many clients are told so', async () => {
  await server.close()
  server = createServer({ engine: mapEngine, commands: allCommands, config: { maxclients: '1' } })
  listener = await server.listen({ host: '127.0.0.1', port: 0 })
  await new RawClient().send('PING\r\n').until('+PONG\r\n')
  const second = new RawClient()
  await second.until('-ERR max number of clients reached\r\n')
  await second.end()
})

test('a blocked client that goes away or is killed takes no element', async () => {
  const gone = new RawClient().send('PING\r\nBLPOP k 0\r\n')
  await gone.until('+PONG\r\n')
  gone.socket.destroy()
  const killed = new RawClient().send('CLIENT ID\r\nBLPOP k 0\r\n')
  while (killed.received === '') await once(killed.socket, 'data')
  const id = killed.received.slice(1, -2)
  const pusher = new RawClient().send(`CLIENT KILL ID ${id}\r\nRPUSH k a\r\nLLEN k\r\n`)
  await pusher.until(':1\r\n:1\r\n:1\r\n')
  await killed.end()
  assert.equal(server.blocking.size, 0)
})

test('CLIENT LIST shows whose wait has just ended as unblocked', async () => {
  const waiting = new RawClient().send('CLIENT SETNAME w\r\nBLPOP k 0\r\n')
  await waiting.until('+OK\r\n')
  const pusher = new RawClient().send('RPUSH k a\r\nCLIENT LIST\r\n')
  await waiting.until('+OK\r\n*2\r\n$1\r\nk\r\n$1\r\na\r\n')
  pusher.send('CLIENT LIST\r\n')
  const lines = (): string[] => pusher.received.match(/name=w .*? flags=\w+/g) ?? []
  while (lines().length < 2) await once(pusher.socket, 'data')
  assert.deepEqual(
    lines().map((line) => line.replace(/.*=/, '')),
    ['u', 'N'],
  )
})

test('CLIENT REPLY in a transaction mutes what follows: the array has fewer elements than it says', async () => {
  // Recorded from redis-server 7.0.15.
  await new RawClient()
    .send('MULTI\r\nCLIENT REPLY OFF\r\nPING\r\nCLIENT REPLY ON\r\nPING\r\nEXEC\r\nECHO a\r\n')
    .until(`+OK\r\n${'+QUEUED\r\n'.repeat(4)}*4\r\n+OK\r\n+PONG\r\n$1\r\na\r\n`)
  await new RawClient()
    .send('CLIENT REPLY OFF\r\nMULTI\r\nPING\r\nCLIENT REPLY ON\r\nPING\r\nEXEC\r\nECHO a\r\n')
    .until('+OK\r\n+PONG\r\n$1\r\na\r\n')
})

test('a client that kills itself in a transaction hears no more, yet the rest is executed', async () => {
  const client = new RawClient().send(
    'MULTI\r\nCLIENT KILL TYPE normal SKIPME no\r\nSET k v\r\nEXEC\r\nSET other v\r\n',
  )
  await client.end()
  assert.equal(client.received, '+OK\r\n+QUEUED\r\n+QUEUED\r\n*2\r\n:1\r\n')
  await new RawClient().send('MGET k other\r\n').until('*2\r\n$1\r\nv\r\n$-1\r\n')
})

test('a client that muted its QUIT, or its protocol error, stays connected and is not heard', async () => {
  for (const last of ['QUIT\r\n', '*1\r\nfoo\r\n']) {
    const client = new RawClient().send(`CLIENT REPLY OFF\r\n${last}SET k v\r\n`)
    await new RawClient().send('EXISTS k\r\n').until(':0\r\n')
    await new RawClient().send('EXISTS k\r\n').until(':0\r\n')
    assert.equal(client.received, '')
    assert.equal(client.socket.closed, false)
    client.socket.destroy()
  }
})

test('a client that is refused and resets its connection harms nobody', async () => {
  await server.close()
  server = createServer({ engine: mapEngine, commands: allCommands, config: { maxclients: '1' } })
  listener = await server.listen({ host: '127.0.0.1', port: 0 })
  const first = new RawClient().send('PING\r\n')
  await first.until('+PONG\r\n')
  for (let i = 0; i < 20; i++) {
    const refused = new RawClient().send('PING\r\n'.repeat(1000))
    await once(refused.socket, 'connect')
    refused.socket.resetAndDestroy()
  }
  await first.send('PING\r\n').until('+PONG\r\n+PONG\r\n')
})

test('a fault while a client that waited is served is its alone: who made the key ready, and who waits too, hear nothing of it', async () => {
  const waiting = new RawClient().send('WAITS k\r\n')
  const other = new RawClient().send('WAITS k\r\n')
  while (server.blocking.size < 2) await new RawClient().send('PING\r\n').until('+PONG\r\n')
  await new RawClient().send('SET k v\r\nGET k\r\n').until('+OK\r\n$1\r\nv\r\n')
  await waiting.send('PING\r\n').until('-ERR internal error\r\n+PONG\r\n')
  await other.send('PING\r\n').until('-ERR internal error\r\n+PONG\r\n')
  assert.equal(faults.length, 2)
  assert.equal(server.blocking.size, 0)
})

test('a fault in what happens by itself is reported, and does not end what else does', async () => {
  const happened: string[] = []
  const fault = new TypeError('a bug of ours')
  await new Promise<void>((resolve) => {
    const { clock } = server
    clock.at(clock.now(), () => {
      throw fault
    })
    clock.at(clock.now(), () => happened.push('the next task'))
    const stop = clock.every(1, () => {
      stop()
      resolve()
    })
  })
  assert.deepEqual(faults, [fault])
  assert.deepEqual(happened, ['the next task'])
})

test('what onFault throws becomes an uncaught exception; the client still gets its answer', async () => {
  await server.close()
  const mine = new Error('of onFault')
  server = createServer({
    engine: mapEngine,
    commands: [...allCommands, broken],
    onFault: () => {
      throw mine
    },
  })
  listener = await server.listen({ host: '127.0.0.1', port: 0 })
  const listeners = process.listeners('uncaughtException')
  process.removeAllListeners('uncaughtException')
  const uncaught = once(process, 'uncaughtException')
  const client = new RawClient().send('BROKEN\r\nPING\r\n')
  const [error] = (await uncaught) as [Error]
  for (const each of listeners) process.on('uncaughtException', each)
  assert.equal(error, mine)
  await client.until('-ERR internal error\r\n+PONG\r\n')
})
