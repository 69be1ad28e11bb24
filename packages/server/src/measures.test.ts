import { strict as assert } from 'node:assert'
import type { Duplex } from 'node:stream'
import { ascii } from '@resident/bytes'
import { allCommands, Gate, type Tap } from '@resident/commands'
import { mapEngine } from '@resident/engine-map'
import { afterEach, beforeEach, describe, test } from 'vitest'
import { createServer, type Server } from './server.ts'

let server: Server
beforeEach(() => {
  server = createServer({ engine: mapEngine, commands: allCommands, seed: 1 })
})
afterEach(() => server.close())

/** A client, and what it has been told so far. */
class Peer {
  readonly #socket: Duplex = server.connect()
  #heard = ''

  constructor() {
    this.#socket.on('data', (chunk: Buffer) => {
      this.#heard += chunk.toString('latin1')
    })
  }

  /** Asks, and gives all that has come when everything at hand is through. */
  async ask(...requests: string[]): Promise<string> {
    this.#socket.write(requests.map((each) => `${each}\r\n`).join(''))
    return this.heard()
  }

  async heard(): Promise<string> {
    for (let i = 0; i < 3; i++) await new Promise((resolve) => setImmediate(resolve))
    const heard = this.#heard
    this.#heard = ''
    return heard
  }

  close(): void {
    this.#socket.destroy()
  }
}

const field = (section: string, name: string): string | undefined =>
  new RegExp(`^${name}:(.*)\\r$`, 'm').exec(server.info([ascii(section)]))?.[1]

describe('the gate', () => {
  test('is open as long as nothing asks for a closer look, and again when nothing does any more', async () => {
    const peer = new Peer()
    await peer.ask('SET k v', 'GET k')
    assert.equal(server.gate, 0)
    const bits = async (...requests: string[]): Promise<number> => {
      await peer.ask(...requests)
      return server.gate
    }
    assert.equal(await bits('CLIENT TRACKING ON'), Gate.TRACKED)
    assert.equal(await bits('CLIENT TRACKING OFF'), 0)
    assert.equal(await bits('CONFIG SET slowlog-log-slower-than 0'), Gate.TIMED)
    assert.equal(await bits('CONFIG SET slowlog-log-slower-than 10000'), 0)
    assert.equal(await bits('CONFIG SET latency-monitor-threshold 1'), Gate.TIMED)
    assert.equal(await bits('CONFIG SET latency-monitor-threshold 0'), 0)
    assert.equal(await bits('CLIENT PAUSE 1000 WRITE'), Gate.PAUSED)
    assert.equal(await bits('CLIENT UNPAUSE'), 0)
    assert.equal(await bits('MONITOR'), Gate.MONITORED)
    assert.equal(await bits('RESET'), 0)
    assert.equal(await bits('MONITOR', 'CLIENT TRACKING ON'), Gate.MONITORED | Gate.TRACKED)
    peer.close()
    await new Peer().ask('PING')
    assert.equal(server.gate, 0)
    const tap: Tap = {}
    server.taps.add(tap)
    assert.equal(server.gate, Gate.TAPPED)
    server.taps.remove(tap)
    assert.equal(server.gate, 0)
  })
})

describe('SLOWLOG', () => {
  test('has commands that are mostly short and were long, but for those that cannot be', async () => {
    const peer = new Peer()
    await peer.ask('RPUSH l a b c d', 'SADD s a b c', 'ZADD z 1 a 2 b', 'XADD x 1 f v')
    // Whoever reads the clock finds that five milliseconds have gone by.
    let elapsed = 0
    server.clock.elapsed = () => (elapsed += 5)
    await peer.ask('LPOP l 2', 'LPOP l', 'SPOP s 2', 'SPOP s', 'ZPOPMIN z 1', 'ZPOPMAX z')
    await peer.ask('XADD x MAXLEN 1 * f v', 'XADD x * f v', 'SETBIT b 9 1', 'GET b', 'SET k v')
    assert.deepEqual(
      server.slowlog.latest(9).map(({ argv }) => argv.slice(0, 3).join(' ')),
      [],
    )
    await peer.ask('CONFIG SET slowlog-log-slower-than 1000')
    await peer.ask('RPUSH l a b c d', 'SADD s a b c', 'ZADD z 1 a 2 b')
    await peer.ask('LPOP l 2', 'LPOP l', 'SPOP s 2', 'SPOP s', 'ZPOPMIN z 1', 'ZPOPMAX z')
    await peer.ask('XADD x MAXLEN 1 * f v', 'XADD x * f v', 'SETBIT b 9 1', 'GET b', 'SET k v')
    assert.deepEqual(
      server.slowlog.latest(6).map(({ argv }) => argv.slice(0, 3).join(' ')),
      [
        'SETBIT b 9',
        'XADD x MAXLEN',
        'ZPOPMIN z 1',
        'SPOP s 2',
        'LPOP l 2',
        'CONFIG SET slowlog-log-slower-than',
      ],
    )
  })
})

describe('INFO', () => {
  test('rdb_changes_since_last_save counts each field that BITFIELD changes, each register that PFADD raises, and a swap', async () => {
    const peer = new Peer()
    const grownBy = async (request: string): Promise<number> => {
      const before = Number(field('persistence', 'rdb_changes_since_last_save'))
      await peer.ask(request)
      return Number(field('persistence', 'rdb_changes_since_last_save')) - before
    }
    // As redis-server counts them.
    assert.equal(await grownBy('BITFIELD b SET u8 0 1 SET u8 8 0 INCRBY u8 0 1 GET u8 0'), 3)
    assert.equal(await grownBy('BITFIELD b SET u8 0 1 SET u8 8 0'), 1)
    assert.equal(await grownBy('PFADD h a b c a'), 4)
    assert.equal(await grownBy('PFADD h a d'), 1)
    assert.equal(await grownBy('PFADD h2'), 1)
    assert.equal(await grownBy('PFADD h2 x'), 1)
    await peer.ask('ZADD z 1 a 2 b 3 c 4 d 5 e 6 f')
    assert.equal(await grownBy('ZPOPMIN z 2'), 2)
    assert.equal(await grownBy('ZREMRANGEBYRANK z 0 2'), 3)
    assert.equal(await grownBy('SWAPDB 0 1'), 1)
    assert.equal(await grownBy('SWAPDB 0 0'), 1)
    assert.equal(await grownBy('PFDEBUG TODENSE h'), 0)
    await peer.ask('SWAPDB 0 1')
    assert.equal(await grownBy('PFDEBUG TODENSE h'), 1)
    // What was waited for counts with the push alone, but for BLMPOP and sorted sets.
    const waiting = new Peer()
    await waiting.ask('BLPOP l 0', 'BLMOVE l m LEFT RIGHT 0', 'BLMPOP 0 1 l LEFT', 'BZPOPMIN zz 0')
    assert.equal(await grownBy('RPUSH l a'), 1)
    assert.equal(await grownBy('RPUSH l a'), 1)
    assert.equal(await grownBy('RPUSH l a'), 2)
    assert.equal(await grownBy('ZADD zz 1 a'), 2)
  })

  test('total_commands_processed counts what runs, once', async () => {
    const peer = new Peer()
    await peer.ask('SET k v', 'GET k', 'GET', 'NOSUCH', 'INCR k')
    assert.equal(server.stats.commands, 3)
    await peer.ask('MULTI', 'GET k', 'GET k', 'EXEC')
    assert.equal(server.stats.commands, 7)
    await peer.ask('MULTI', 'GET k', 'DISCARD')
    assert.equal(server.stats.commands, 9)
    const waiting = new Peer()
    await waiting.ask('BLPOP l 0', 'PING')
    assert.equal(server.stats.commands, 10)
    await peer.ask('RPUSH l a')
    assert.equal(server.stats.commands, 12)
  })

  test('tells how many clients wait, and how many of them not for ever', async () => {
    const [a, b, c] = [new Peer(), new Peer(), new Peer()]
    await a.ask('BLPOP l 0')
    await b.ask('BLPOP l 5')
    server.pause.start('write', server.clock.now() + 1000)
    await c.ask('SET k v')
    assert.equal(field('clients', 'blocked_clients'), '3')
    assert.equal(field('clients', 'clients_in_timeout_table'), '1')
  })

  test('latencystats has a line for each command that ran, at the percentiles asked for', async () => {
    const peer = new Peer()
    await peer.ask('GET k', 'GET k', 'KEYS *')
    const line = field('latencystats', 'latency_percentiles_usec_get')
    assert.match(line!, /^p50=\d+\.\d{3},p99=\d+\.\d{3},p99\.9=\d+\.\d{3}$/)
    await peer.ask('CONFIG SET latency-tracking-info-percentiles "100 0.5"')
    assert.match(
      field('latencystats', 'latency_percentiles_usec_keys')!,
      /^p100=\d+\.\d{3},p0\.5=\d+\.\d{3}$/,
    )
    await peer.ask('CONFIG SET latency-tracking no')
    assert.equal(server.info([ascii('latencystats')]), '# Latencystats\r\n')
  })
})

describe('SLOWLOG', () => {
  test('shows a command that waited when it is answered, and not if it waited in vain', async () => {
    const [waiting, other] = [new Peer(), new Peer()]
    await other.ask('CONFIG SET slowlog-log-slower-than 0')
    server.slowlog.clear()
    await waiting.ask('BLPOP l 0')
    assert.equal(server.slowlog.length, 0)
    await other.ask('RPUSH l a')
    const names = (): string[] => server.slowlog.latest(9).map(({ argv }) => argv.join(' '))
    assert.deepEqual(names(), ['BLPOP l 0', 'RPUSH l a'])
    server.slowlog.clear()
    await waiting.ask('BLPOP l 0.1')
    server.clock.advance(200)
    assert.deepEqual(names(), [])
  })

  test('is shortened as soon as slowlog-max-len is less, unless nothing is logged', async () => {
    const peer = new Peer()
    await peer.ask('CONFIG SET slowlog-log-slower-than 0', 'PING', 'PING', 'PING')
    await peer.ask('CONFIG SET slowlog-log-slower-than -1', 'CONFIG SET slowlog-max-len 2')
    assert.equal(server.slowlog.length, 4)
    await peer.ask('CONFIG SET slowlog-log-slower-than 1000000000')
    assert.equal(server.slowlog.length, 2)
    await peer.ask('CONFIG SET slowlog-max-len 0')
    assert.equal(server.slowlog.length, 0)
  })

  test('does not keep the chunk that a long argument came in', async () => {
    const peer = new Peer()
    await peer.ask('CONFIG SET slowlog-log-slower-than 0')
    await peer.ask(`ECHO ${'x'.repeat(100)}`)
    const [last] = server.slowlog.latest(1)
    assert.equal(last?.argv[1], 'x'.repeat(100))
    assert.equal(last?.time, Math.floor(server.clock.now() / 1000))
  })
})

describe('CLIENT PAUSE', () => {
  test('ends by the clock, and lets those who wait go on in their order', async () => {
    server.clock.freeze()
    const [a, b, c] = [new Peer(), new Peer(), new Peer()]
    await a.ask('CLIENT PAUSE 1000 WRITE')
    assert.equal(await b.ask('RPUSH l b', 'RPUSH l b2'), '')
    assert.equal(await c.ask('RPUSH l c'), '')
    server.clock.advance(999)
    assert.equal(await b.heard(), '')
    server.clock.advance(1)
    assert.equal(await b.heard(), ':1\r\n:2\r\n')
    assert.equal(await c.heard(), ':3\r\n')
    assert.equal(server.pause.active, false)
  })

  test('lets nothing expire before its end, even where time is moved by hand', async () => {
    server.clock.freeze()
    const peer = new Peer()
    await peer.ask('SET a 1 PX 100', 'SET b 1 PX 3000', 'CLIENT PAUSE 1000 WRITE')
    server.clock.advance(500)
    assert.equal(await peer.ask('GET a', 'DBSIZE', 'RANDOMKEY'), '$-1\r\n:2\r\n$1\r\nb\r\n')
    server.clock.advance(500)
    server.clock.advance(100)
    assert.equal(await peer.ask('DBSIZE'), ':1\r\n')
    assert.equal(server.keyspaceStats.expired, 1)
  })

  test('does not mix up a key past its time with the one that a transaction stores', async () => {
    server.clock.freeze()
    const peer = new Peer()
    await peer.ask('SET a 1 PX 100', 'MULTI', 'CLIENT PAUSE 1000 WRITE', 'SET a 2', 'GET a')
    server.clock.advance(200)
    assert.equal(await peer.ask('EXEC'), '*3\r\n+OK\r\n+OK\r\n$1\r\n2\r\n')
    assert.equal(await peer.ask('TTL a', 'DBSIZE'), ':-1\r\n:1\r\n')
  })

  test('finds no random key where all are past their time', async () => {
    server.clock.freeze()
    const peer = new Peer()
    await peer.ask('SET a 1 PX 100', 'CLIENT PAUSE 1000 WRITE')
    server.clock.advance(200)
    assert.equal(await peer.ask('RANDOMKEY'), '$-1\r\n')
  })

  test('is not ended for a client by CLIENT UNBLOCK … TIMEOUT', async () => {
    const [a, b] = [new Peer(), new Peer()]
    await a.ask('CLIENT PAUSE 1000 WRITE')
    await b.ask('SET k v')
    assert.equal(await a.ask('CLIENT UNBLOCK 4 TIMEOUT'), ':0\r\n')
    assert.equal(await a.ask('CLIENT UNPAUSE'), '+OK\r\n')
    assert.equal(await b.heard(), '+OK\r\n')
  })
})

describe('CLIENT TRACKING', () => {
  test('forgets keys, with notice, when there are more than tracking-table-max-keys', async () => {
    const peer = new Peer()
    await peer.ask('HELLO 3', 'CONFIG SET tracking-table-max-keys 10', 'CLIENT TRACKING ON')
    const keys = Array.from({ length: 50 }, (_, i) => `GET k${i}`)
    const heard = await peer.ask(...keys)
    await peer.ask('PING')
    assert.equal(server.tracking.keys, 10)
    assert.equal(server.tracking.items, 10)
    assert.ok(heard.includes('>2\r\n$10\r\ninvalidate\r\n*1\r\n'))
  })

  test('takes no memory for clients that have gone once their keys change', async () => {
    const peer = new Peer()
    await peer.ask('CLIENT TRACKING ON', 'GET a', 'GET b')
    peer.close()
    const other = new Peer()
    await other.ask('PING')
    assert.equal(server.tracking.size, 0)
    assert.equal(server.tracking.items, 2)
    await other.ask('SET a 1', 'SET b 1')
    assert.equal(server.tracking.items, 0)
    assert.equal(server.tracking.active, false)
  })

  test('gathers what one pipeline changes into one message of BCAST', async () => {
    const [listening, other] = [new Peer(), new Peer()]
    await listening.ask('HELLO 3', 'CLIENT TRACKING ON BCAST')
    await other.ask('SET b 1', 'SET a 1', 'SET b 2')
    assert.equal(await listening.heard(), '>2\r\n$10\r\ninvalidate\r\n*2\r\n$1\r\na\r\n$1\r\nb\r\n')
  })
})

test('CONFIG RESETSTAT lets the rates of the last seconds begin anew', async () => {
  server.stats.commands += 1000
  server.meter.sample()
  assert.notEqual(field('stats', 'instantaneous_ops_per_sec'), '0')
  await new Peer().ask('CONFIG RESETSTAT')
  assert.equal(field('stats', 'instantaneous_ops_per_sec'), '0')
  server.meter.sample()
  assert.ok(server.meter.commands.perSecond >= 0)
})
