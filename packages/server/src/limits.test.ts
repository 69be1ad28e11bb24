import { strict as assert } from 'node:assert'
import type { Duplex } from 'node:stream'
import { setImmediate as turn } from 'node:timers/promises'
import { ascii, type Bytes } from '@resident/bytes'
import { allCommands } from '@resident/commands'
import { mapEngine } from '@resident/engine-map'
import { afterEach, beforeEach, describe, test } from 'vitest'
import { createServer, type Server } from './server.ts'

let server: Server

beforeEach(() => {
  server = createServer({
    engine: mapEngine,
    commands: allCommands,
    config: { 'enable-debug-command': 'yes' },
  })
  server.clock.freeze()
})

afterEach(() => server.close())

/** A client that notes all that comes, unless it does not read. */
class Guest {
  readonly socket: Duplex = server.connect()
  heard = ''
  gone = false

  constructor(reads = true) {
    this.socket.on('close', () => {
      this.gone = true
    })
    if (reads) this.#read()
  }

  #read(): void {
    this.socket.setEncoding('latin1')
    this.socket.on('data', (chunk: string) => {
      this.heard += chunk
    })
  }

  async say(...requests: string[][]): Promise<string> {
    this.heard = ''
    this.socket.write(requests.map(encode).join(''), 'latin1')
    for (let i = 0; i < 4; i++) await turn()
    return this.heard
  }
}

function encode(argv: string[]): string {
  return `*${argv.length}\r\n${argv.map((each) => `$${each.length}\r\n${each}\r\n`).join('')}`
}

const text = (length: number): string => 'x'.repeat(length)

function connected(): number {
  return server.clients.size
}

describe('client-output-buffer-limit', () => {
  test('a reply beyond the hard limit ends the connection, and nothing is sent', async () => {
    const guest = new Guest()
    await guest.say(['SET', 'k', text(150_000)], ['SET', 'l', text(110_000)])
    await guest.say(['CONFIG', 'SET', 'client-output-buffer-limit', 'normal 100000 0 0'])
    // The fixed buffer takes 16384 bytes.
    assert.equal((await guest.say(['GET', 'l'])).length, 110_011)
    assert.equal(await guest.say(['PING'], ['GET', 'k'], ['SET', 'after', '1']), '')
    assert.ok(guest.gone)
    assert.equal(await new Guest().say(['EXISTS', 'after']), ':0\r\n')
  })

  test('replies of one pipeline count together', async () => {
    const guest = new Guest()
    await guest.say(['SET', 'k', text(10_000)])
    await guest.say(['CONFIG', 'SET', 'client-output-buffer-limit', 'normal 100000 0 0'])
    await guest.say(...Array.from({ length: 30 }, () => ['GET', 'k']))
    assert.ok(guest.gone)
  })

  test('what is queued in a transaction still runs', async () => {
    const guest = new Guest()
    await guest.say(['SET', 'k', text(150_000)])
    await guest.say(['CONFIG', 'SET', 'client-output-buffer-limit', 'normal 100000 0 0'])
    await guest.say(['MULTI'], ['GET', 'k'], ['SET', 'in', '1'], ['EXEC'], ['SET', 'after', '1'])
    assert.ok(guest.gone)
    assert.equal(await new Guest().say(['EXISTS', 'in'], ['EXISTS', 'after']), ':1\r\n:0\r\n')
  })

  test('a subscriber that does not read is cut off, others hear on', async () => {
    const [slow, quick, speaker] = [new Guest(false), new Guest(), new Guest()]
    await slow.say(['SUBSCRIBE', 'c'])
    await quick.say(['SUBSCRIBE', 'c'])
    await speaker.say(['CONFIG', 'SET', 'client-output-buffer-limit', 'pubsub 1mb 0 0'])
    for (let i = 0; i < 10; i++) await speaker.say(['PUBLISH', 'c', text(200_000)])
    assert.equal(connected(), 2)
    assert.equal(await speaker.say(['PUBLISH', 'c', 'x']), ':1\r\n')
    assert.ok(quick.heard.endsWith('x\r\n'))
  })

  test('beyond the soft limit it has its seconds to read', async () => {
    const [slow, speaker] = [new Guest(false), new Guest()]
    await slow.say(['SUBSCRIBE', 'c'])
    await speaker.say(['CONFIG', 'SET', 'client-output-buffer-limit', 'pubsub 0 100000 10'])
    await speaker.say(['PUBLISH', 'c', text(200_000)])
    for (let second = 0; second <= 10; second++) {
      assert.equal(connected(), 2)
      server.clock.advance(1000)
    }
    await turn()
    assert.equal(connected(), 1)
  })

  test('a subscriber that reads in time stays', async () => {
    const [slow, speaker] = [new Guest(false), new Guest()]
    await slow.say(['SUBSCRIBE', 'c'])
    await speaker.say(['CONFIG', 'SET', 'client-output-buffer-limit', 'pubsub 0 100000 10'])
    await speaker.say(['PUBLISH', 'c', text(200_000)])
    server.clock.advance(9000)
    slow.socket.read()
    server.clock.advance(1000)
    await speaker.say(['PUBLISH', 'c', text(200_000)])
    server.clock.advance(9000)
    await turn()
    assert.equal(connected(), 2)
  })
})

describe('client-query-buffer-limit', () => {
  beforeEach(() => server.config.set([[ascii('client-query-buffer-limit'), ascii('1mb')]]))

  test('a request whose argument does not fit ends the connection without a word', async () => {
    const guest = new Guest()
    assert.equal(await guest.say(['SET', 'k', text(900_000)]), '+OK\r\n')
    assert.equal(await guest.say(['MSET', 'a', text(700_000), 'b', text(700_000)]), '+OK\r\n')
    guest.socket.write(encode(['SET', 'k', text(1_500_000)]).slice(0, 1_200_000))
    for (let i = 0; i < 4; i++) await turn()
    assert.ok(guest.gone)
    assert.equal(guest.heard, '+OK\r\n')
  })

  test('so does what a blocked client goes on sending', async () => {
    const guest = new Guest()
    await guest.say(['BLPOP', 'l', '0'], ['SET', 'k', text(900_000)])
    assert.equal(connected(), 1)
    await guest.say(['SET', 'k', text(200_000)])
    assert.ok(guest.gone)
    assert.equal(server.blocking.size, 0)
  })
})

describe('maxmemory-clients', () => {
  const partial = (length: number): string =>
    encode(['SET', 'k', text(length + 1)]).slice(0, length)

  async function limit(value: string): Promise<Guest> {
    const guest = new Guest()
    assert.equal(await guest.say(['CONFIG', 'SET', 'maxmemory-clients', value]), '+OK\r\n')
    return guest
  }

  test('the client that takes most goes first', async () => {
    const other = await limit('200kb')
    const [small, large] = [new Guest(), new Guest()]
    small.socket.write(partial(60_000))
    await turn()
    large.socket.write(partial(150_000))
    for (let i = 0; i < 4; i++) await turn()
    assert.ok(large.gone && !small.gone && !other.gone)
    assert.match(await other.say(['INFO', 'stats']), /evicted_clients:1\r\n/)
    await other.say(['CONFIG', 'RESETSTAT'])
    assert.match(await other.say(['INFO', 'stats']), /evicted_clients:0\r\n/)
  })

  test('the arguments of a request that is not complete count, too', async () => {
    const other = await limit('200kb')
    const slow = new Guest()
    const halves = encode(['MSET', 'k', text(50_000), 'l', text(50_000), 'm', text(50_000)])
    slow.socket.write(halves.slice(0, 110_000))
    for (let i = 0; i < 4; i++) await turn()
    const line = (await other.say(['CLIENT', 'LIST']))
      .split('\n')
      .find((one) => one.includes('cmd=NULL'))
    assert.match(line!, / qbuf=9937 qbuf-free=40065 argv-mem=100007 .* tot-mem=151809 /)
    slow.socket.write(halves.slice(110_000))
    slow.socket.write(encode(['MSET', 'k', text(250_000), 'l', '']).slice(0, -5))
    for (let i = 0; i < 6; i++) await turn()
    assert.ok(slow.gone && !other.gone)
  })

  test('watched keys, subscriptions and prefixes count, too', async () => {
    const memoryOf = async (client: Guest): Promise<number> =>
      Number(/ tot-mem=(\d+) /.exec(await client.say(['CLIENT', 'INFO']))![1])
    for (const [request, bytes] of [
      ['WATCH a b c', 3 * 56],
      ['PSUBSCRIBE a b c', 3 * 24],
      ['SSUBSCRIBE a b c', 3 * 32],
      ['CLIENT TRACKING ON BCAST PREFIX a PREFIX b', 2 * 35],
    ] as const) {
      const client = new Guest()
      await client.say(['HELLO', '3'])
      const before = await memoryOf(client)
      await client.say(request.split(' '))
      assert.equal((await memoryOf(client)) - before, bytes, request)
    }
  })

  test('a request that is too large by itself is not executed', async () => {
    const other = await limit('200kb')
    const large = new Guest()
    // Short of the limit as long as it is not complete.
    const request = encode(['SET', 'k', text(204_000)])
    large.socket.write(request.slice(0, 100_000))
    await turn()
    large.socket.write(request.slice(100_000))
    for (let i = 0; i < 4; i++) await turn()
    assert.ok(large.gone && !other.gone)
    assert.equal(await other.say(['EXISTS', 'k']), ':0\r\n')
  })

  test('CLIENT NO-EVICT spares a client, and then the others go', async () => {
    const other = await limit('200kb')
    const spared = new Guest()
    await spared.say(['CLIENT', 'NO-EVICT', 'ON'])
    spared.socket.write(partial(250_000))
    for (let i = 0; i < 4; i++) await turn()
    assert.ok(!spared.gone && other.gone)
    assert.equal(connected(), 1)
  })

  test('what a transaction queues counts, and its client gets no more replies', async () => {
    await limit('200kb')
    const guest = new Guest()
    await guest.say(['MULTI'], ...Array.from({ length: 3 }, () => ['SET', 'k', text(90_000)]), [
      'PING',
    ])
    assert.ok(guest.gone)
    assert.equal(connected(), 1)
  })

  test('what one write queues counts before the next command of it: EXEC executes nothing', async () => {
    await limit('200kb')
    const guest = new Guest()
    await guest.say(['MULTI'], ['SET', 'a', text(110_000)], ['SET', 'b', text(110_000)], ['EXEC'])
    assert.ok(guest.gone)
    assert.equal(server.databases.size, 0)
  })

  test('what the answers to one write take counts before the next command of it', async () => {
    await limit('200kb')
    const guest = new Guest()
    const gets = Array.from({ length: 40 }, () => ['GET', 'k'])
    await guest.say(['SET', 'k', text(10_000)], ...gets, ['SET', 'after', '1'])
    assert.ok(guest.gone)
    assert.equal(server.databases.size, 1)
  })

  test('per cent are of maxmemory, and none without it', async () => {
    const other = await limit('50%')
    const guest = new Guest()
    guest.socket.write(partial(300_000))
    for (let i = 0; i < 4; i++) await turn()
    assert.ok(!guest.gone)
    await other.say(['CONFIG', 'SET', 'maxmemory', '600000'])
    await other.say(['PING'])
    assert.ok(guest.gone && !other.gone)
  })
})

describe('maxmemory and maxKeys', () => {
  test('what is used stays within maxmemory, a pipeline at a time', async () => {
    const guest = new Guest()
    await guest.say(['CONFIG', 'SET', 'maxmemory', '2mb', 'maxmemory-policy', 'allkeys-lru'])
    for (let i = 0; i < 100; i++) {
      await guest.say(...Array.from({ length: 50 }, (_, j) => ['SET', `k${i}:${j}`, text(j * 20)]))
      server.makeRoom()
      assert.ok(server.memory.used <= 2 * 1024 * 1024)
    }
    assert.ok(server.keyspaceStats.evicted > 1000)
    assert.ok(server.databases.size > 500)
    assert.match(await guest.say(['INFO', 'stats']), /evicted_keys:[1-9]/)
  })

  test('lists, hashes and streams that grow in place are evicted as well', async () => {
    const guest = new Guest()
    await guest.say(['CONFIG', 'SET', 'maxmemory', '2mb', 'maxmemory-policy', 'allkeys-random'])
    for (let i = 0; i < 200; i++) {
      await guest.say(
        ['RPUSH', `l${i % 40}`, text(3000), text(2000)],
        ['HSET', `h${i % 30}`, `f${i}`, text(3000)],
        ['APPEND', `s${i % 20}`, text(3000)],
      )
    }
    server.makeRoom()
    assert.ok(server.memory.used <= 2 * 1024 * 1024)
    assert.ok(server.keyspaceStats.evicted > 0)
  })

  test('a lowered maxmemory evicts by itself, a slice of the event loop at a time', async () => {
    for (let i = 0; i < 60_000; i++) server.databases.at(0)!.store(`k${i}` as Bytes, i)
    const guest = new Guest()
    await guest.say(['CONFIG', 'SET', 'maxmemory-policy', 'allkeys-lru', 'maxmemory', '1'])
    let turns = 0
    for (; server.databases.size > 0; turns++) await turn()
    assert.ok(turns > 20, `${turns} turns`)
    assert.match(await guest.say(['INFO', 'stats']), /current_eviction_exceeded_time:\d+/)
  })

  test('maxKeys bounds the keys of all databases, by the policy', async () => {
    await server.close()
    server = createServer({ engine: mapEngine, commands: allCommands, maxKeys: 10 })
    server.clock.freeze()
    const guest = new Guest()
    await guest.say(['CONFIG', 'SET', 'maxmemory-policy', 'allkeys-lru', 'maxmemory-samples', '20'])
    for (let i = 0; i < 30; i++) {
      server.clock.advance(1000)
      await guest.say(['SELECT', String(i % 3)], ['SET', `k${i}`, 'v'])
      assert.equal(server.databases.size, Math.min(10, i + 1))
    }
    for (let i = 20; i < 30; i++) {
      assert.match(await guest.say(['SELECT', String(i % 3)], ['EXISTS', `k${i}`]), /:1/)
    }
  })

  test('maxKeys under noeviction refuses what could add more', async () => {
    await server.close()
    server = createServer({ engine: mapEngine, commands: allCommands, maxKeys: 2 })
    const guest = new Guest()
    await guest.say(['MSET', 'a', '1', 'b', '2', 'c', '3'])
    assert.match(await guest.say(['SET', 'a', '1']), /^-OOM /)
    assert.equal(await guest.say(['DEL', 'a']), ':1\r\n')
    assert.equal(await guest.say(['SET', 'b', '1']), '+OK\r\n')
  })

  test('nothing is evicted while clients are paused', async () => {
    const guest = new Guest()
    await guest.say(['SET', 'k', 'v'], ['CLIENT', 'PAUSE', '1000', 'WRITE'])
    await guest.say(['CONFIG', 'SET', 'maxmemory-policy', 'allkeys-random', 'maxmemory', '1'])
    assert.equal(await guest.say(['DBSIZE']), ':1\r\n')
    server.clock.advance(1000)
    assert.equal(await guest.say(['DBSIZE']), ':0\r\n')
  })

  test('a script that began without room finds none, until the limit is lifted', async () => {
    const guest = new Guest()
    assert.equal(server.outOfMemory, false)
    await guest.say(['CONFIG', 'SET', 'maxmemory', '1'], ['GET', 'k'])
    assert.equal(server.outOfMemory, true)
    await guest.say(['CONFIG', 'SET', 'maxmemory', '0'])
    assert.equal(server.outOfMemory, false)
  })
})

test('tracking-table-max-keys is heeded without a command, too, and whoever set it is told with NOLOOP', async () => {
  const guest = new Guest()
  await guest.say(['HELLO', '3'], ['CLIENT', 'TRACKING', 'ON', 'NOLOOP'])
  await guest.say(['MGET', 'a', 'b', 'c'], ['DEBUG', 'PAUSE-CRON', '1'])
  await guest.say(['CONFIG', 'SET', 'tracking-table-max-keys', '1'])
  guest.heard = ''
  server.clock.advance(100)
  for (let i = 0; i < 4; i++) await turn()
  assert.equal(guest.heard, '')
  server.cronPaused = false
  server.clock.advance(100)
  for (let i = 0; i < 4; i++) await turn()
  assert.equal(guest.heard.match(/invalidate/g)?.length, 2)
})
