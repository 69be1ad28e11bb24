import { strict as assert } from 'node:assert'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect as connectTls } from 'node:tls'
import { generate } from 'selfsigned'
import { afterEach, beforeEach, describe, test } from 'vitest'
import { type Resident, startServer } from './index.ts'
import { ask } from './testing/ask.ts'

test('startServer listens on a free port of the loopback and says where', async () => {
  await using redis = await startServer()
  assert.match(redis.url, /^redis:\/\/127\.0\.0\.1:\d+$/)
  const socket = connect(redis.port, redis.host)
  assert.equal(await ask(socket, 'PING'), '+PONG\r\n')
  socket.destroy()
})

test('each server has data of its own', async () => {
  await using one = await startServer()
  await using other = await startServer()
  assert.equal(await ask(one.connect(), 'SET k v'), '+OK\r\n')
  assert.equal(await ask(other.connect(), 'GET k'), '$-1\r\n')
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

test('CONFIG SET port moves the url', async () => {
  const other = await startServer()
  const { port: free } = other
  await other.close()
  await using redis = await startServer()
  assert.equal(await redis.run(['CONFIG', 'SET', 'port', free]), 'OK')
  assert.equal(redis.url, `redis://127.0.0.1:${free}`)
  assert.equal(await ask(connect(free, '127.0.0.1'), 'PING'), '+PONG\r\n')
})

test('a port that is taken is refused', async () => {
  await using redis = await startServer()
  await assert.rejects(startServer({ port: redis.port }), { code: 'EADDRINUSE' })
})

test('without a port there are in-process clients only', async () => {
  await using redis = await startServer({ port: false })
  assert.equal(await ask(redis.connect(), 'PING'), '+PONG\r\n')
  assert.throws(() => redis.url, { code: 'ERR_NOT_LISTENING' })
})

test('an engine that does not exist is named, with those that do', async () => {
  await assert.rejects(startServer({ engine: 'rocks' as 'map' }), {
    code: 'ERR_UNKNOWN_ENGINE',
    message: /'rocks'.*map, btree/,
  })
})

test('parameters may be given as numbers; TLS wants its certificate', async () => {
  await using redis = await startServer({ port: false, config: { databases: 4, save: '' } })
  assert.equal(redis.config('databases'), '4')
  const tls = { cert: '', key: '' }
  await assert.rejects(startServer({ tls }), {
    code: 'ERR_TLS_CONFIG',
    message: /a certificate and its key are needed/,
  })
})

test('the same seed repeats what chance decides', async () => {
  const draw = async (seed: number): Promise<string[]> => {
    await using redis = await startServer({ port: false, seed })
    const socket = redis.connect()
    for (let i = 0; i < 20; i++) await ask(socket, `SET key:${i} v`)
    const drawn: string[] = []
    for (let i = 0; i < 5; i++) drawn.push(await ask(socket, 'RANDOMKEY'))
    return drawn
  }
  assert.deepEqual(await draw(7), await draw(7))
  assert.notDeepEqual(await draw(7), await draw(8))
})

test('advancing the clock expires keys; frozen, it lets none expire', async () => {
  await using redis = await startServer({ port: false })
  const socket = redis.connect()
  redis.clock.freeze()
  assert.equal(await ask(socket, 'SET k v PX 1000'), '+OK\r\n')
  redis.clock.advance(999)
  assert.equal(await ask(socket, 'PTTL k'), ':1\r\n')
  redis.clock.advance(1)
  assert.equal(await ask(socket, 'EXISTS k'), ':0\r\n')
})

test('a hundred further servers start and close', async () => {
  const servers: Resident[] = []
  for (let i = 0; i < 100; i++) servers.push(await startServer())
  for (const server of servers) assert.equal(await ask(server.connect(), 'PING'), '+PONG\r\n')
  await Promise.all(servers.map((server) => server.close()))
})

describe('places to listen at', () => {
  let folder: string

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'resident-embedded-'))
  })

  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  test('several at once, over the same data', async () => {
    const path = join(folder, 's')
    const identity = await generate([{ name: 'commonName', value: 'localhost' }], {
      keyType: 'ec',
      algorithm: 'sha256',
    })
    await using redis = await startServer({
      host: ['127.0.0.1', '127.0.0.2'],
      unixSocket: { path, mode: 0o600 },
      tls: { cert: identity.cert, key: identity.private },
    })
    assert.equal(await ask(connect(redis.port, '127.0.0.1'), 'SET k v'), '+OK\r\n')
    assert.equal(await ask(connect(redis.port, '127.0.0.2'), 'GET k'), '$1\r\nv\r\n')
    assert.equal(redis.unixSocket, path)
    assert.equal(await ask(connect(path), 'GET k'), '$1\r\nv\r\n')
    assert.equal(redis.tlsUrl, `rediss://127.0.0.1:${redis.tlsPort}`)
    const socket = connectTls({ port: redis.tlsPort, host: '127.0.0.1', rejectUnauthorized: false })
    assert.equal(await ask(socket, 'GET k'), '$1\r\nv\r\n')
    socket.destroy()
  })

  test('all of them: the URL is one that clients on this machine can use', async () => {
    await using redis = await startServer({ host: '0.0.0.0' })
    assert.equal(redis.host, '0.0.0.0')
    assert.equal(redis.url, `redis://127.0.0.1:${redis.port}`)
  })

  test('as redis.conf names them', async () => {
    const path = join(folder, 's')
    await using free = await startServer()
    const { port } = free
    await free.close()
    const config = { port: String(port), bind: '127.0.0.1 127.0.0.2', unixsocket: path }
    await using redis = await startServer({ config })
    assert.equal(redis.port, port)
    assert.equal(await ask(connect(port, '127.0.0.2'), 'PING'), '+PONG\r\n')
    assert.equal(await ask(connect(path), 'PING'), '+PONG\r\n')
    await using none = await startServer({ config: { port: '0' } })
    assert.throws(() => none.port, { code: 'ERR_NOT_LISTENING' })
    assert.throws(() => none.unixSocket, { code: 'ERR_NOT_LISTENING' })
  })

  test('data begin with those of a file that config names, functions too, and are saved there', async () => {
    const config = { dir: folder }
    const code = '#!lua name=l\\nredis.register_function("f", function() return 7 end)'
    await using redis = await startServer({ config })
    const client = redis.connect()
    await ask(client, 'SET k v')
    assert.equal(await ask(client, `FUNCTION LOAD "${code.replaceAll('"', '\\"')}"`), '$1\r\nl\r\n')
    assert.equal(await redis.save(), true)
    await using again = await startServer({ config })
    assert.equal(await ask(again.connect(), 'GET k'), '$1\r\nv\r\n')
    assert.equal(await ask(again.connect(), 'FCALL f 0'), ':7\r\n')
    await using empty = await startServer({ config, load: false })
    assert.equal(await ask(empty.connect(), 'DBSIZE'), ':0\r\n')
  })
})

test('dropClients cuts connections and nothing else', async () => {
  await using redis = await startServer()
  const socket = connect(redis.port, redis.host)
  assert.equal(await ask(socket, 'SET k v'), '+OK\r\n')
  const closed = once(socket, 'close')
  redis.dropClients()
  await closed
  assert.equal(await ask(connect(redis.port, redis.host), 'GET k'), '$1\r\nv\r\n')
})

test('a server that restarts goes down and comes back on its port with its data, as another run', async () => {
  await using redis = await startServer()
  const { port } = redis
  const runId = async (): Promise<string> => {
    const info = await ask(redis.connect(), 'INFO server')
    return /run_id:(\w+)/.exec(info)?.[1] ?? ''
  }
  const socket = connect(port, redis.host)
  assert.equal(await ask(socket, 'SET k v'), '+OK\r\n')
  const before = await runId()
  const loaded = await ask(redis.connect(), 'SCRIPT LOAD "return 1"')
  const closed = once(socket, 'close')
  await redis.restart(async () => {
    const refused = connect(port, redis.host)
    await once(refused, 'error')
    await once(redis.connect().resume(), 'close')
  })
  await closed
  assert.equal(redis.port, port)
  const again = connect(port, redis.host)
  assert.equal(await ask(again, 'GET k'), '$1\r\nv\r\n')
  assert.notEqual(await runId(), before)
  assert.match(await ask(again, `EVALSHA ${loaded.split('\r\n')[1]} 0`), /^-NOSCRIPT/)
})

test('a server that restarts has forgotten who was paused and what was slow', async () => {
  await using redis = await startServer({ config: { 'slowlog-log-slower-than': 0 } })
  assert.equal(await ask(redis.connect(), 'CLIENT PAUSE 100000 ALL'), '+OK\r\n')
  await redis.restart()
  assert.equal(await ask(redis.connect(), 'SLOWLOG LEN'), ':0\r\n')
})

test('a second restart waits for the first, and a server whose restart was interrupted listens again', async () => {
  await using redis = await startServer()
  const begun: number[] = []
  await Promise.all([1, 2].map((n) => redis.restart(() => void begun.push(n))))
  assert.deepEqual(begun, [1, 2])
  const interrupted = redis.restart(() => {
    throw new Error('stop')
  })
  await assert.rejects(interrupted, { message: 'stop' })
  assert.equal(await ask(connect(redis.port, redis.host), 'PING'), '+PONG\r\n')
})

test('SHUTDOWN ends the server, and the program hears of it', async () => {
  const redis = await startServer()
  const { port } = redis
  redis.connect().write('SHUTDOWN NOSAVE\r\n')
  await redis.ended
  await assert.rejects(once(connect(port, '127.0.0.1'), 'connect'), { code: 'ECONNREFUSED' })
})

describe('what is no option', () => {
  // As plain JavaScript would, which no compiler has read.
  const refused: [what: string, options: unknown, message: string][] = [
    ['a misspelt one', { prot: 7000 }, "There is no option 'prot'. Did you mean 'port'?"],
    [
      'one with two letters changed',
      { persits: './d' },
      "There is no option 'persits'. Did you mean 'persist'?",
    ],
    ['one in other case', { maxkeys: 3 }, "There is no option 'maxkeys'. Did you mean 'maxKeys'?"],
    ['one like no other', { whatever: 1 }, "There is no option 'whatever'."],
    ['a name that objects have', { valueOf: 1 }, "There is no option 'valueOf'."],
    [
      'a port that is none',
      { port: 'abc' },
      "The option 'port' must be a port from 0 to 65535, or false, not abc.",
    ],
    [
      'a port beyond the last',
      { port: 65536 },
      "The option 'port' must be a port from 0 to 65535, or false, not 65536.",
    ],
    ['a wish that is a word', { load: 'yes' }, "The option 'load' must be true or false, not yes."],
    ['no address', { host: [] }, "The option 'host' must be an address or several, not []."],
    ['a Map', { config: new Map() }, "The option 'config' must be an object, not a list."],
    [
      'TLS without certificate',
      { tls: {} },
      "The option 'tls' must be an object with cert and key, not an object.",
    ],
    ['a number', 6379, 'Options are an object, not 6379.'],
    ['null', null, 'Options are an object, not null.'],
  ]
  for (const [what, options, message] of refused) {
    test(`is refused: ${what}`, async () => {
      await assert.rejects(startServer(options as object), { code: 'ERR_OPTION', message })
    })
  }

  test('does not include one that is undefined, or a port in digits', async () => {
    const config = { requirepass: undefined }
    await using redis = await startServer({ host: undefined, port: '0', config } as object)
    assert.ok(redis.port > 0)
    assert.equal(redis.config('requirepass'), '')
  })

  test('is refused of a fork, too', async () => {
    await using redis = await startServer()
    await assert.rejects(redis.fork({ prot: 1 } as object), { code: 'ERR_OPTION' })
  })
})

test('DEBUG LOG writes to the log', async () => {
  const lines: string[] = []
  await using redis = await startServer({
    port: false,
    config: { 'enable-debug-command': 'yes' },
    log: (level, message) => lines.push(`${level}: ${message}`),
  })
  assert.equal(await redis.run(['DEBUG', 'LOG', 'begins here']), 'OK')
  assert.ok(lines.includes('warning: DEBUG LOG: begins here'))
})
