import { strict as assert } from 'node:assert'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Resident, startServer } from '@resident/embedded'
import { afterAll, afterEach, beforeAll, beforeEach, test } from 'vitest'
import { Lossy } from '../../testing/lossy.ts'
import {
  CacheCluster,
  CacheError,
  closeCaches,
  configureCaches,
  expireIn,
  IntKeyspace,
} from '../index.ts'
import type { ClusterSettings } from './settings.ts'

const cluster = new CacheCluster('linked')
const counts = new IntKeyspace<string>(cluster, { keyPattern: 'count/:id' })

let server: Resident
let proxy: Lossy
const directory = mkdtempSync(join(tmpdir(), 'resident-link-'))

beforeAll(async () => {
  server = await startServer()
})

afterAll(async () => {
  await server.close()
  rmSync(directory, { recursive: true })
})

/** Where no server is yet, and nobody else's will be. */
function nowhere(name: string): string {
  return join(directory, `${name}.sock`)
}

beforeEach(async () => {
  proxy = await Lossy.before(() => server.port)
})

afterEach(async () => {
  proxy.mood = 'faithful'
  server.faults.clear()
  await closeCaches()
  await proxy.close()
})

function use(settings: ClusterSettings = {}): void {
  configureCaches({
    testing: false,
    redis: { linked: { host: proxy.address, command_timeout_ms: 20_000, ...settings } },
  })
}

test('an increment whose answer is lost rejects with OUTCOME_UNKNOWN, and happened once', async () => {
  use()
  await counts.set('lost', 0)
  proxy.mood = 'cut'
  const refused = assert.rejects(counts.increment('lost'), (error: CacheError) => {
    assert.ok(error instanceof CacheError)
    assert.equal(error.code, 'OUTCOME_UNKNOWN')
    assert.equal(error.operation, 'increment')
    assert.equal(error.key, 'count/lost')
    assert.match(error.message, /not sent again/)
    return true
  })
  await refused
  proxy.mood = 'faithful'
  assert.equal(await counts.get('lost'), 1)
  assert.ok(proxy.connections > 1)
})

test('many operations in flight when the connection ends: each that changes something is unknown, none is repeated', async () => {
  use()
  await counts.set('many', 0)
  proxy.mood = 'cut'
  const sent = Array.from({ length: 50 }, () =>
    counts.increment('many', 1, { expiry: expireIn(60_000) }),
  )
  const results = await Promise.allSettled(sent)
  proxy.mood = 'faithful'
  for (const result of results) {
    assert.equal(result.status, 'rejected')
    assert.equal(result.status === 'rejected' && result.reason.code, 'OUTCOME_UNKNOWN')
  }
  assert.ok(Number(await counts.get('many')) <= 50)
})

test('a lookup whose answer is lost is asked again', async () => {
  use()
  await counts.set('again', 7)
  proxy.mood = 'cut'
  const asked = counts.get('again')
  setTimeout(() => {
    proxy.mood = 'faithful'
  }, 50)
  assert.equal(await asked, 7)
})

test('without an answer in time a lookup is a TIMEOUT and an increment is OUTCOME_UNKNOWN', async () => {
  use({ command_timeout_ms: 3000 })
  await counts.set('slow', 1)
  proxy.mood = 'silent'
  await Promise.all([
    assert.rejects(counts.get('slow'), { code: 'TIMEOUT' }),
    assert.rejects(counts.increment('slow'), { code: 'OUTCOME_UNKNOWN' }),
  ])
  proxy.mood = 'faithful'
  await waitFor(async () => (await counts.get('slow')) !== undefined)
})

test('until its time is over, what lost its answer or found a server that loads is tried again; the code says which', async () => {
  use({ command_timeout_ms: 3000 })
  await counts.set('tried', 1)
  const loading = server.faults.add({ command: 'incrby', state: 'loading' })
  await assert.rejects(counts.increment('tried'), ({ code, message }: CacheError) => {
    // The last attempt may be on its way when the time ends.
    assert.ok(code === 'OUTCOME_UNKNOWN' || (code === 'UNAVAILABLE' && /LOADING/.test(message)))
    return true
  })
  assert.ok(loading.struck > 1)
  loading.remove()
  const brief = server.faults.add({ command: 'incrby', state: 'loading', times: 2 })
  assert.equal(await counts.increment('tried'), 2)
  brief.remove()
  proxy.mood = 'cut'
  await assert.rejects(counts.get('tried'), { code: 'TIMEOUT' })
  assert.ok(proxy.connections > 2)
})

test('what was given up while there was no server does not happen when there is one', async () => {
  const unixSocket = nowhere('late')
  use({ host: unixSocket, command_timeout_ms: 1000 })
  const error = await counts.increment('late').catch((thrown: CacheError) => thrown)
  assert.ok(error instanceof CacheError)
  assert.equal(error.code, 'TIMEOUT')
  assert.match(error.message, /ENOENT/)
  assert.match((error.cause as Error).message, /ENOENT/)
  const late = await startServer({ port: false, unixSocket })
  try {
    await waitFor(async () => (await counts.increment('other')) > 0)
    assert.equal(await counts.get('late'), undefined)
  } finally {
    await late.close()
  }
})

test('while there is no connection, no more than max_pending operations wait', async () => {
  use({ host: nowhere('full'), command_timeout_ms: 300, max_pending: 5 })
  const asked = Array.from({ length: 8 }, (_, i) => counts.get(`k${i}`))
  const codes = (await Promise.allSettled(asked)).map(
    (result) => result.status === 'rejected' && (result.reason as CacheError).code,
  )
  assert.deepEqual(codes.slice(0, 5), new Array(5).fill('TIMEOUT'))
  assert.deepEqual(codes.slice(5), new Array(3).fill('QUEUE_FULL'))
})

test('several connections share the keys; operations on one key keep their order', async () => {
  use({ max_connections: 4, min_connections: 2 })
  await cluster.client()
  await waitFor(async () => proxy.connections === 2)
  const keys = Array.from({ length: 40 }, (_, i) => `key-${i}`)
  const turns = [1, 2, 3, 4, 5]
  const sums = turns.flatMap((turn) =>
    keys.map(async (key) => assert.equal(await counts.increment(key), turn)),
  )
  await Promise.all(sums)
  assert.equal(proxy.connections, 4)
  assert.equal(await counts.delete(...keys), keys.length)
})

test('a server that restarts has forgotten the scripts, and is told them again', async () => {
  use()
  assert.equal(await counts.increment('script', 1, { expiry: expireIn(60_000) }), 1)
  await server.restart()
  await waitFor(async () => (await counts.get('script')) === 1)
  assert.equal(await counts.increment('script', 1, { expiry: expireIn(60_000) }), 2)
})

test('a client that has ended is connected again by the next operation', async () => {
  use()
  await counts.set('revived', 1)
  const client = await cluster.client()
  client.disconnect()
  await waitFor(async () => client.status === 'end')
  const sums = await Promise.all([1, 2, 3].map(() => counts.increment('revived')))
  assert.deepEqual(sums.sort(), [2, 3, 4])
})

test('closing waits for what is under way; afterwards operations reject with CLOSED', async () => {
  use()
  const asked = Array.from({ length: 20 }, () => counts.increment('closing'))
  const closing = closeCaches()
  await assert.rejects(counts.increment('closing'), { code: 'CLOSED' })
  await Promise.all([closing, ...asked])
  await assert.rejects(counts.get('closing'), { code: 'CLOSED', operation: 'get' })
  use()
  assert.equal(await counts.get('closing'), 20)
})

test('a database that there is not, or that is not for this user, is an error at once; nothing is done in database 0', async () => {
  const small = await startServer({ config: { databases: '4' } })
  try {
    const host = `127.0.0.1:${small.port}`
    use({ host, database_index: 4 })
    await assert.rejects(counts.increment('k'), { code: 'REDIS', message: /DB index is out of/ })
    await closeCaches()
    await small.run(['ACL', 'SETUSER', 'app', 'on', '>secret', '~*', '+@all', '-select'])
    const auth = { type: 'acl', username: 'app', password: 'secret' } as const
    use({ host, database_index: 3, auth })
    await assert.rejects(counts.increment('k'), { code: 'REDIS', message: /NOPERM.*'select'/ })
    await closeCaches()
    use({ host, database_index: 3 })
    assert.equal(await counts.increment('k'), 1)
    assert.equal(small.db(0).keys().length, 0)
    assert.equal(small.db(3).keys().length, 1)
  } finally {
    await small.close()
  }
})

test('a server that wants a password says so at once', async () => {
  const guarded = await startServer({ config: { requirepass: 'secret' } })
  try {
    use({ host: `127.0.0.1:${guarded.port}`, auth: { type: 'auth_string', auth_string: 'wrong' } })
    await assert.rejects(counts.get('k'), (error: CacheError) => {
      assert.equal(error.code, 'REDIS')
      assert.match(error.message, /WRONGPASS/)
      return true
    })
    await closeCaches()
    use({
      host: `127.0.0.1:${guarded.port}`,
      auth: { type: 'auth_string', auth_string: 'secret\n' },
    })
    assert.equal(await counts.increment('k'), 1)
  } finally {
    await guarded.close()
  }
})

async function waitFor(isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    if (await isSo().catch(() => false)) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('waited in vain')
}
