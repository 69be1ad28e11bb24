import { strict as assert } from 'node:assert'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ioredisOptions, type Resident, startServer } from '@resident/embedded'
import { Redis as Redis6 } from 'ioredis'
import { Redis as Redis5 } from 'ioredis5'
import { createClient as createClient6 } from 'redis'
import { createClient as createClient5 } from 'redis5'
import { generate } from 'selfsigned'
import { afterAll, beforeAll, describe, test } from 'vitest'

let folder: string
let server: Resident
let ca: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'resident-transports-'))
  const identity = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    algorithm: 'sha256',
  })
  ca = identity.cert
  server = await startServer({
    config: { requirepass: 's3cret' },
    unixSocket: join(folder, 's'),
    tls: { cert: identity.cert, key: identity.private },
  })
})

afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

/** What of both clients is used here. */
interface Client {
  set(key: string, value: string): Promise<unknown>
  get(key: string): Promise<unknown>
  end(): Promise<unknown>
}

function ioredis(client: Redis6 | Redis5): Client {
  return {
    set: (key, value) => client.set(key, value),
    get: (key) => client.get(key),
    end: () => client.quit(),
  }
}

async function nodeRedis(client: unknown): Promise<Client> {
  const redis = client as ReturnType<typeof createClient6>
  await redis.connect()
  return {
    set: (key, value) => redis.set(key, value),
    get: (key) => redis.get(key),
    end: () => redis.close(),
  }
}

const password = 's3cret'
const tls = (): { ca: string; servername: string } => ({ ca, servername: 'localhost' })
const socket = (): { tls: true; ca: string; servername: string } => ({ tls: true, ...tls() })
const unix = (): { path: string; tls: false } => ({ path: server.unixSocket, tls: false })

const ways: Record<string, () => Promise<Client>> = {
  'ioredis 6 over TLS': async () => ioredis(new Redis6(server.tlsUrl, { tls: tls() })),
  'ioredis 5 over TLS': async () => ioredis(new Redis5(server.tlsUrl, { tls: tls() })),
  'node-redis 6 over TLS': () => nodeRedis(createClient6({ url: server.tlsUrl, socket: socket() })),
  'node-redis 5 over TLS': () => nodeRedis(createClient5({ url: server.tlsUrl, socket: socket() })),
  'ioredis 6 over a unix socket': async () =>
    ioredis(new Redis6({ path: server.unixSocket, password })),
  'ioredis 5 over a unix socket': async () =>
    ioredis(new Redis5({ path: server.unixSocket, password })),
  'node-redis 6 over a unix socket': () => nodeRedis(createClient6({ password, socket: unix() })),
  'node-redis 5 over a unix socket': () => nodeRedis(createClient5({ password, socket: unix() })),
  'ioredis 6 in process': async () => ioredis(new Redis6(ioredisOptions(server))),
  'ioredis 5 in process': async () => ioredis(new Redis5(ioredisOptions(server))),
}

describe('the same data, whichever way', () => {
  for (const [name, open] of Object.entries(ways)) {
    test(name, async () => {
      const client = await open()
      await client.set('last', name)
      assert.equal(await client.get('last'), name)
      await client.end()
    })
  }
})

test('ioredis comes back by itself after its connection was cut, and after a restart', async () => {
  for (const client of [new Redis6(server.url), new Redis6(ioredisOptions(server))]) {
    client.on('error', () => {})
    await client.set('k', 'v')
    const cut = once(client, 'close')
    server.dropClients()
    await cut
    assert.equal(await client.get('k'), 'v')
    await server.restart()
    assert.equal(await client.get('k'), 'v')
    client.disconnect()
  }
})
