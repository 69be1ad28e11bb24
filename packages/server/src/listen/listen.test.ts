import { strict as assert } from 'node:assert'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { type AddressInfo, connect, createServer as createNetServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Duplex } from 'node:stream'
import { type ConnectionOptions, connect as connectTls } from 'node:tls'
import { ascii } from '@resident/bytes'
import { allCommands } from '@resident/commands'
import { mapEngine } from '@resident/engine-map'
import { afterEach, beforeAll, beforeEach, describe, test } from 'vitest'
import { type Identity, makeAuthority, signedBy } from '../../testing/certificates.ts'
import { createServer, type Server } from '../server.ts'

let folder: string
const servers: Server[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'resident-listen-'))
})

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()))
  rmSync(folder, { recursive: true, force: true })
})

function make(config: Record<string, string> = {}): Server {
  const server = createServer({ engine: mapEngine, commands: allCommands, config })
  servers.push(server)
  return server
}

async function ask(socket: Duplex, request: string): Promise<string> {
  socket.write(request)
  return String((await once(socket, 'data'))[0])
}

/** Resolves with 'closed', or what came first. */
function fate(socket: Duplex): Promise<string> {
  return new Promise((resolve) => {
    socket.once('data', (chunk) => resolve(String(chunk)))
    socket.once('error', () => resolve('closed'))
    socket.once('close', () => resolve('closed'))
  })
}

describe('a unix socket', () => {
  test('serves clients, who go by its path', async () => {
    const path = join(folder, 's')
    const server = make()
    await server.listen({ path, mode: 0o600 })
    const socket = connect(path)
    assert.equal(await ask(socket, 'PING\r\n'), '+PONG\r\n')
    assert.match(
      await ask(socket, 'CLIENT LIST\r\n'),
      new RegExp(`addr=${path}:0 laddr=${path}:0 .* flags=U `),
    )
    assert.equal(
      await ask(socket, 'CONFIG GET unixsocket\r\n'),
      `*2\r\n$10\r\nunixsocket\r\n$${path.length}\r\n${path}\r\n`,
    )
    assert.equal(statSync(path).mode & 0o777, 0o600)
    await server.close()
    assert.equal(existsSync(path), false)
  })

  test('replaces one that was left over, and nothing else', async () => {
    const path = join(folder, 's')
    const left = createNetServer().listen(path)
    await once(left, 'listening')
    const server = make()
    await server.listen({ path })
    assert.equal(await ask(connect(path), 'PING\r\n'), '+PONG\r\n')
    left.close()

    const file = join(folder, 'f')
    writeFileSync(file, 'precious')
    await assert.rejects(server.listen({ path: file }), { code: 'EADDRINUSE' })
  })
})

describe('as configured', () => {
  test('a server listens on port, bind and unixsocket at once, over the same data', async () => {
    const path = join(folder, 's')
    const free = make()
    const { port } = await free.listen({ host: '127.0.0.1', port: 0 })
    await free.close()
    const server = make({ port: String(port), bind: '127.0.0.1 127.0.0.2 -::7', unixsocket: path })
    const listeners = await server.listeners.openConfigured()
    assert.deepEqual(
      listeners.map(({ kind, host }) => [kind, host]),
      [
        ['unix', path],
        ['tcp', '127.0.0.1'],
        ['tcp', '127.0.0.2'],
      ],
    )
    assert.equal(await ask(connect(port, '127.0.0.1'), 'SET k v\r\n'), '+OK\r\n')
    assert.equal(await ask(connect(port, '127.0.0.2'), 'GET k\r\n'), '$1\r\nv\r\n')
    assert.equal(await ask(connect(path), 'GET k\r\n'), '$1\r\nv\r\n')
  })

  test('port 0 is no port, and an address that must be there and is not closes the others', async () => {
    assert.deepEqual(await make({ port: '0' }).listeners.openConfigured(), [])
    const server = make({ port: '1', bind: '127.0.0.1 ::7', unixsocket: join(folder, 's') })
    await assert.rejects(server.listeners.openConfigured())
    assert.deepEqual(server.listeners.all, [])
  })

  test('a port without an address opens when CONFIG SET bind names one', async () => {
    const path = join(folder, 's')
    const free = make()
    const { port } = await free.listen({ host: '127.0.0.1', port: 0 })
    await free.close()
    const server = make({ port: String(port), bind: '', unixsocket: path })
    assert.equal((await server.listeners.openConfigured()).length, 1)
    assert.equal(await ask(connect(path), 'CONFIG SET bind 127.0.0.1\r\n'), '+OK\r\n')
    assert.equal(await ask(connect(port, '127.0.0.1'), 'PING\r\n'), '+PONG\r\n')
  })
})

describe('CONFIG SET', () => {
  /** A port that was free a moment ago. */
  async function freePort(): Promise<number> {
    const net = createNetServer().listen(0, '127.0.0.1')
    await once(net, 'listening')
    const { port } = net.address() as AddressInfo
    net.close()
    await once(net, 'close')
    return port
  }

  /** Takes a port for as long as the test lasts; says which. */
  async function takenPort(): Promise<number> {
    return (await make().listen({ host: '127.0.0.1', port: 0 })).port
  }

  const NO_PORT =
    "-ERR CONFIG SET failed (possibly related to argument 'port') - Unable to listen on this port. Check server logs.\r\n"
  const NO_ADDRESS =
    "-ERR CONFIG SET failed (possibly related to argument 'bind') - Failed to bind to specified addresses.\r\n"

  test('port listens there and nowhere else, and who is connected stays', async () => {
    const server = make()
    const { port: before } = await server.listen({ host: '127.0.0.1', port: 0 })
    const socket = connect(before, '127.0.0.1')
    const after = await freePort()
    assert.equal(await ask(socket, `CONFIG SET port ${after}\r\n`), '+OK\r\n')
    assert.equal(await ask(socket, 'SET k v\r\n'), '+OK\r\n')
    assert.equal(await ask(connect(after, '127.0.0.1'), 'GET k\r\n'), '$1\r\nv\r\n')
    assert.equal(await fate(connect(before, '127.0.0.1')), 'closed')
    assert.deepEqual(
      server.listeners.all.map(({ host, port }) => [host, port]),
      [['127.0.0.1', after]],
    )
    await server.close()
    assert.equal(await fate(socket), 'closed')
  })

  test('port that is taken is refused, and all is as it was', async () => {
    const server = make()
    const { port } = await server.listen({ host: '127.0.0.1', port: 0 })
    const socket = connect(port, '127.0.0.1')
    const taken = await takenPort()
    const request = `CONFIG SET maxmemory 100mb port ${taken}\r\nCONFIG GET port\r\nCONFIG GET maxmemory\r\n`
    assert.equal(
      await ask(socket, request),
      `${NO_PORT}*2\r\n$4\r\nport\r\n$${String(port).length}\r\n${port}\r\n*2\r\n$9\r\nmaxmemory\r\n$1\r\n0\r\n`,
    )
    assert.equal(await ask(connect(port, '127.0.0.1'), 'PING\r\n'), '+PONG\r\n')
  })

  test('port 0 takes no more clients; a later port listens where it did before', async () => {
    const server = make()
    const { port } = await server.listen({ host: '127.0.0.1', port: 0 })
    const socket = connect(port, '127.0.0.1')
    assert.equal(await ask(socket, 'CONFIG SET port 0\r\n'), '+OK\r\n')
    assert.deepEqual(server.listeners.all, [])
    assert.equal(await fate(connect(port, '127.0.0.1')), 'closed')
    assert.equal(await ask(socket, `CONFIG SET port ${port}\r\n`), '+OK\r\n')
    assert.equal(await ask(connect(port, '127.0.0.1'), 'PING\r\n'), '+PONG\r\n')
  })

  test('bind listens at all addresses named, or goes back', async () => {
    const server = make()
    const { port } = await server.listen({ host: '127.0.0.1', port: 0 })
    const socket = connect(port, '127.0.0.1')
    for (const nowhere of ['192.0.2.1', '"127.0.0.1 192.0.2.1"', '"127.0.0.1  127.0.0.2"']) {
      assert.equal(await ask(socket, `CONFIG SET bind ${nowhere}\r\n`), NO_ADDRESS)
    }
    assert.equal(await ask(connect(port, '127.0.0.1'), 'PING\r\n'), '+PONG\r\n')
    assert.equal(await ask(socket, 'CONFIG SET bind "127.0.0.2 -192.0.2.1"\r\n'), '+OK\r\n')
    assert.equal(await fate(connect(port, '127.0.0.1')), 'closed')
    assert.equal(await ask(connect(port, '127.0.0.2'), 'PING\r\n'), '+PONG\r\n')
    assert.equal(await ask(socket, 'CONFIG SET bind ""\r\n'), '+OK\r\n')
    assert.deepEqual(server.listeners.all, [])
  })

  test('several at once names the first that cannot be had', async () => {
    const server = make()
    const { port } = await server.listen({ host: '127.0.0.1', port: 0 })
    const socket = connect(port, '127.0.0.1')
    const free = await freePort()
    assert.equal(await ask(socket, `CONFIG SET port ${free} bind 192.0.2.1\r\n`), NO_PORT)
    assert.equal(await ask(socket, `CONFIG SET bind 192.0.2.1 port ${free}\r\n`), NO_ADDRESS)
    assert.equal(await ask(socket, `CONFIG SET port ${free} bind 127.0.0.2\r\n`), '+OK\r\n')
    assert.equal(await ask(connect(free, '127.0.0.2'), 'PING\r\n'), '+PONG\r\n')
  })

  test('within EXEC changes the port before the next command, and the other clients wait', async () => {
    const server = make()
    const { port } = await server.listen({ host: '127.0.0.1', port: 0 })
    const [mover, other] = [server.connect(), server.connect()]
    const taken = await takenPort()
    const free = await freePort()
    mover.write(
      `MULTI\r\nSET k 1\r\nCONFIG SET port ${taken}\r\nINCR k\r\nCONFIG SET port ${free}\r\nINCR k\r\nEXEC\r\nINCR k\r\n`,
    )
    other.write('GET k\r\n')
    let said = ''
    mover.on('data', (chunk) => {
      said += String(chunk)
    })
    assert.equal(String((await once(other, 'data'))[0]), '$1\r\n4\r\n')
    assert.equal(
      said,
      `+OK\r\n${'+QUEUED\r\n'.repeat(5)}*5\r\n+OK\r\n${NO_PORT}:2\r\n+OK\r\n:3\r\n:4\r\n`,
    )
    assert.equal(await fate(connect(port, '127.0.0.1')), 'closed')
    assert.equal(await ask(connect(free, '127.0.0.1'), 'PING\r\n'), '+PONG\r\n')
  })

  test('tls-port without a certificate is refused', async () => {
    assert.equal(
      await ask(make().connect(), `CONFIG SET tls-port ${await freePort()}\r\n`),
      "-ERR CONFIG SET failed (possibly related to argument 'tls-port') - Unable to update TLS configuration. Check server logs.\r\n",
    )
  })
})

describe('TLS', () => {
  let authority: Identity
  let stranger: Identity
  let own: Identity
  let client: Identity

  beforeAll(async () => {
    authority = await makeAuthority('Test authority')
    stranger = await makeAuthority('Somebody else')
    own = await signedBy(authority, 'localhost')
    client = await signedBy(authority, 'client')
  })

  function dial(port: number, options: ConnectionOptions = {}): Duplex {
    const socket = connectTls({ host: '127.0.0.1', port, ca: authority.cert, ...options })
    socket.on('error', () => {})
    socket.write('PING\r\n')
    return socket
  }

  test('serves clients that trust its certificate, and lists them as any others', async () => {
    const server = make()
    const { port, kind } = await server.listen({ host: '127.0.0.1', port: 0, tls: own })
    assert.equal(kind, 'tls')
    const socket = dial(port)
    assert.equal(await fate(socket), '+PONG\r\n')
    assert.match(
      await ask(socket, 'CLIENT LIST\r\n'),
      /addr=127\.0\.0\.1:\d+ laddr=127\.0\.0\.1:\d+ fd=\d+ .* flags=N /,
    )
    assert.equal(
      await ask(socket, 'CONFIG GET tls-port\r\n'),
      `*2\r\n$8\r\ntls-port\r\n$${String(port).length}\r\n${port}\r\n`,
    )
  })

  test('gives no answer to who speaks in plain', async () => {
    const server = make()
    const { port } = await server.listen({ host: '127.0.0.1', port: 0, tls: own })
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => {})
    socket.write('PING\r\n')
    assert.doesNotMatch(await fate(socket), /PONG/)
  })

  const wishes = {
    required: { none: 'closed', sound: '+PONG\r\n', strange: 'closed' },
    optional: { none: '+PONG\r\n', sound: '+PONG\r\n', strange: 'closed' },
    none: { none: '+PONG\r\n', sound: '+PONG\r\n', strange: '+PONG\r\n' },
  } as const
  for (const clients of ['required', 'optional', 'none'] as const) {
    test(`with client certificates: ${clients}`, async () => {
      const server = make()
      const tls = { ...own, ca: authority.cert, clients }
      const { port } = await server.listen({ host: '127.0.0.1', port: 0, tls })
      const strange = await signedBy(stranger, 'stranger')
      assert.equal(await fate(dial(port)), wishes[clients].none)
      assert.equal(await fate(dial(port, client)), wishes[clients].sound)
      assert.equal(await fate(dial(port, strange)), wishes[clients].strange)
    })
  }

  test('speaks the versions that it is told to', async () => {
    const server = make()
    const tls = { ...own, protocols: ['TLSv1.3'] } as const
    const { port } = await server.listen({ host: '127.0.0.1', port: 0, tls })
    assert.equal(await fate(dial(port, { maxVersion: 'TLSv1.2' })), 'closed')
    assert.equal(await fate(dial(port)), '+PONG\r\n')
  })

  test('uses the ciphers that it is told to', async () => {
    const server = make()
    const tls = {
      ...own,
      ciphers: 'ECDHE-ECDSA-AES256-GCM-SHA384',
      ciphersuites: 'TLS_AES_128_GCM_SHA256',
    }
    const { port } = await server.listen({ host: '127.0.0.1', port: 0, tls })
    const cipherOf = async (options: ConnectionOptions): Promise<string> => {
      const socket = connectTls({ host: '127.0.0.1', port, ca: authority.cert, ...options })
      await once(socket, 'secureConnect')
      const { name } = socket.getCipher()
      socket.destroy()
      return name
    }
    assert.equal(await cipherOf({ maxVersion: 'TLSv1.2' }), 'ECDHE-ECDSA-AES256-GCM-SHA384')
    assert.equal(await cipherOf({}), 'TLS_AES_128_GCM_SHA256')
  })

  /** The tls-… parameters that name files of these contents. */
  function files(identity: Identity): Record<string, string> {
    const paths = {
      cert: join(folder, 'cert.pem'),
      key: join(folder, 'key.pem'),
      ca: join(folder, 'ca.pem'),
    }
    writeFileSync(paths.cert, identity.cert)
    writeFileSync(paths.key, identity.key)
    writeFileSync(paths.ca, authority.cert)
    return { 'tls-cert-file': paths.cert, 'tls-key-file': paths.key, 'tls-ca-cert-file': paths.ca }
  }

  test('as configured demands client certificates by default, and follows CONFIG SET', async () => {
    const server = make({ ...files(own), port: '0' })
    const { port } = await server.listen({ host: '127.0.0.1', port: 0, tls: 'configured' })
    assert.equal(await fate(dial(port)), 'closed')
    const inside = server.connect()
    assert.equal(await ask(inside, 'CONFIG SET tls-auth-clients no\r\n'), '+OK\r\n')
    assert.equal(await fate(dial(port)), '+PONG\r\n')
    assert.equal(await ask(inside, 'CONFIG SET tls-protocols TLSv1.3\r\n'), '+OK\r\n')
    assert.equal(await fate(dial(port, { maxVersion: 'TLSv1.2' })), 'closed')
    assert.equal(
      await ask(inside, 'CONFIG SET tls-cert-file /nowhere.pem\r\n'),
      "-ERR CONFIG SET failed (possibly related to argument 'tls-cert-file') - Unable to update TLS configuration. Check server logs.\r\n",
    )
    assert.match(
      await ask(inside, 'CONFIG SET tls-auth-clients yes tls-ca-cert-file /nowhere.pem\r\n'),
      /^-ERR CONFIG SET failed \(possibly related to argument 'tls-ca-cert-file'\)/,
    )
    assert.equal(await fate(dial(port)), '+PONG\r\n')
    const noCertificate = join(folder, 'key.pem')
    for (const change of [
      `tls-ca-cert-file ${noCertificate}`,
      `tls-dh-params-file ${noCertificate}`,
      'tls-ciphersuites NONE',
      'tls-ciphers NONE',
    ]) {
      assert.match(await ask(inside, `CONFIG SET ${change}\r\n`), /^-ERR CONFIG SET failed/, change)
    }
    mkdirSync(join(folder, 'authorities', 'more'), { recursive: true })
    for (const name of ['nowhere', 'authorities']) {
      assert.equal(
        await ask(inside, `CONFIG SET tls-ca-cert-dir ${join(folder, name)}\r\n`),
        '+OK\r\n',
      )
    }
    assert.match(server.info([ascii('server')]), new RegExp(`tcp_port:${port}\r\n`))
    assert.equal(await fate(dial(port)), '+PONG\r\n')
  })

  test('moves to another tls-port with the settings it has', async () => {
    const server = make()
    const { port } = await server.listen({ host: '127.0.0.1', port: 0, tls: own })
    const inside = server.connect()
    assert.equal(await ask(inside, 'CONFIG SET tls-port 0\r\n'), '+OK\r\n')
    assert.equal(await fate(dial(port)), 'closed')
    assert.equal(await ask(inside, `CONFIG SET tls-port ${port}\r\n`), '+OK\r\n')
    assert.equal(await fate(dial(port)), '+PONG\r\n')
  })

  test('that cannot be had is refused with the reason', async () => {
    const { 'tls-ca-cert-file': _, ...withoutAuthority } = files(own)
    const address = { host: '127.0.0.1', port: 0, tls: 'configured' } as const
    await assert.rejects(make().listen(address), {
      code: 'ERR_TLS_CONFIG',
      message: /No tls-cert-file configured/,
    })
    await assert.rejects(make(withoutAuthority).listen(address), {
      code: 'ERR_TLS_CONFIG',
      message: /^Either tls-ca-cert-file/,
    })
    await assert.rejects(make().listen({ ...address, tls: { cert: own.cert, key: client.key } }), {
      code: 'ERR_TLS_CONFIG',
    })
  })
})

describe('a client that is silent', () => {
  test('is closed after `timeout` seconds, but not while it waits for something', async () => {
    const server = make({ timeout: '10' })
    const { port } = await server.listen({ host: '127.0.0.1', port: 0 })
    const start = async (request: string): Promise<Socket> => {
      const socket = connect(port, '127.0.0.1')
      assert.match(await ask(socket, request), /^[+*]/)
      return socket
    }
    const idle = await start('PING\r\n')
    const queueing = await start('MULTI\r\n')
    const listening = await start('SUBSCRIBE c\r\n')
    const waiting = await start('PING\r\nBLPOP k 0\r\n')
    assert.equal(server.clients.size, 4)
    server.clock.advance(10_000)
    assert.equal(server.clients.size, 4)
    server.clock.advance(2_000)
    await Promise.all([once(idle, 'close'), once(queueing, 'close')])
    assert.equal(server.clients.size, 2)
    listening.destroy()
    waiting.destroy()
  })
})

describe('a client that is not silent', () => {
  test('takes what it was told, however long that lasts', () => {
    const server = make({ timeout: '10' })
    const place = ascii('127.0.0.1:1')
    let untaken = 1000
    const connection = server.accept({
      kind: 'tcp',
      address: place,
      localAddress: place,
      fd: 3,
      pending: 1000,
      get untaken() {
        return untaken
      },
      write() {},
      cork() {},
      uncork() {},
      pause: () => false,
      resume() {},
      end() {},
      destroy() {},
    })
    connection?.receive(Buffer.from('PING\r\n'))
    for (; untaken > 970; untaken--) server.clock.advance(1000)
    assert.equal(server.clients.size, 1)
    server.clock.advance(12_000)
    assert.equal(server.clients.size, 0)
  })

  test('hears something', async () => {
    const server = make()
    const { port } = await server.listen({ host: '127.0.0.1', port: 0 })
    const listener = connect(port, '127.0.0.1')
    await ask(listener, 'SUBSCRIBE c\r\n')
    server.clock.advance(5000)
    const heard = once(listener, 'data')
    const inside = server.connect()
    assert.match(await ask(inside, 'CLIENT LIST TYPE pubsub\r\n'), / idle=5 /)
    await ask(inside, 'PUBLISH c m\r\n')
    await heard
    assert.match(await ask(inside, 'CLIENT LIST TYPE pubsub\r\n'), / idle=0 /)
    listener.destroy()
  })
})

describe('who may come', () => {
  test('one more than maxclients is told so, and sent away', async () => {
    const server = make({ maxclients: '1' })
    const { port } = await server.listen({ host: '127.0.0.1', port: 0 })
    const first = connect(port, '127.0.0.1')
    assert.equal(await ask(first, 'PING\r\n'), '+PONG\r\n')
    const second = connect(port, '127.0.0.1')
    assert.equal(await fate(second), '-ERR max number of clients reached\r\n')
    await once(second, 'close')
    assert.equal(server.stats.rejectedConnections, 1)
    assert.equal(server.stats.connections, 1)
  })

  test('one more than maxclients is told so in other words by a node of a cluster', async () => {
    const server = make({ maxclients: '1', 'cluster-enabled': 'yes' })
    server.connect()
    assert.equal(
      await fate(server.connect()),
      '-ERR max number of clients + cluster connections reached\r\n',
    )
  })

  test('in protected mode, only clients of this machine', async () => {
    const server = make()
    const { port } = await server.listen({ host: '127.0.0.2', port: 0 })
    const from = (localAddress: string): Socket =>
      connect({ port, host: '127.0.0.2', localAddress })
    assert.match(
      await fate(from('127.0.0.2')),
      /^-DENIED Redis is running in protected mode .* from the outside\.\r\n$/,
    )
    const own = from('127.0.0.1')
    own.write('CONFIG SET protected-mode no\r\n')
    assert.equal(await fate(own), '+OK\r\n')
    const other = from('127.0.0.2')
    other.write('CONFIG SET protected-mode yes requirepass x\r\n')
    assert.equal(await fate(other), '+OK\r\n')
    const third = from('127.0.0.2')
    third.write('PING\r\n')
    assert.equal(await fate(third), '-NOAUTH Authentication required.\r\n')
  })

  test('what is allowed to local clients is refused to those from elsewhere', async () => {
    const server = make({
      'protected-mode': 'no',
      'enable-protected-configs': 'local',
      'enable-debug-command': 'local',
    })
    const { port } = await server.listen({ host: '127.0.0.2', port: 0 })
    const told = (localAddress: string, request: string): Promise<string> => {
      const client = connect({ port, host: '127.0.0.2', localAddress })
      client.write(request)
      return fate(client)
    }
    const config = 'CONFIG SET dbfilename x\r\n'
    const debug = 'DEBUG SLEEP 0\r\n'
    assert.equal(await told('127.0.0.1', config), '+OK\r\n')
    assert.equal(await told('127.0.0.1', debug), '+OK\r\n')
    assert.match(await told('127.0.0.2', config), /^-ERR .* can't set protected config\r\n$/)
    assert.match(await told('127.0.0.2', debug), /^-ERR DEBUG command not allowed\. /)
  })
})
