import { strict as assert } from 'node:assert'
import { type Resident, startServer } from '@resident/embedded'
import { afterEach, beforeEach, describe, test } from 'vitest'
import { Lossy } from '../testing/lossy.ts'
import {
  CacheCluster,
  closeCaches,
  configureCaches,
  expireIn,
  keepTTL,
  observeCaches,
  StructKeyspace,
} from './index.ts'
import { isolated } from './testing.ts'

const cluster = new CacheCluster('loading')
const pages = new StructKeyspace<string, { version: number }>(cluster, {
  keyPattern: 'page/:id',
  defaultExpiry: expireIn(10_000),
})

/** A load that counts, and can be let go by hand. */
function loader(): { load: () => Promise<{ version: number }>; loads: number; go: () => void } {
  const waiting: (() => void)[] = []
  const self = {
    loads: 0,
    load: (): Promise<{ version: number }> => {
      const version = ++self.loads
      return new Promise((resolve) => waiting.push(() => resolve({ version })))
    },
    go: (): void => {
      for (const resolve of waiting.splice(0)) resolve()
    },
  }
  return self
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let i = 0; i < 5000 && !(await isSo()); i++) {
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
  assert.ok(await isSo())
}

test(
  'getOrSet stores what it loads, with the expiry, and does not load again',
  isolated(async (caches) => {
    caches.freeze()
    let loads = 0
    const load = (): { version: number } => ({ version: ++loads })
    assert.deepEqual(await pages.getOrSet('a', load), { version: 1 })
    assert.deepEqual(await pages.getOrSet('a', load), { version: 1 })
    caches.advance('10s')
    assert.deepEqual(await pages.getOrSet('a', load, { expiry: expireIn(60_000) }), { version: 2 })
    caches.advance('59s')
    assert.deepEqual(await pages.get('a'), { version: 2 })
  }),
)

test(
  'one loads and the others wait, in this process and in others',
  isolated(async () => {
    const mine = loader()
    const asked = Array.from({ length: 20 }, () => pages.getOrSet('a', mine.load))
    await until(() => mine.loads === 1)
    // Another process holds a lock of the same kind, and stores the value.
    const client = await cluster.client()
    await client.set('loading/__resident/lock/page/b', 'somebody', 'PX', 5000)
    const waiting = pages.getOrSet('b', mine.load)
    await client.set('loading/page/b', '{"version":7}')
    assert.deepEqual(await waiting, { version: 7 })
    mine.go()
    for (const value of await Promise.all(asked)) assert.deepEqual(value, { version: 1 })
    assert.equal(mine.loads, 1)
    await until(async () => (await client.exists('loading/__resident/lock/page/a')) === 0)
  }),
)

test(
  'whoever waits for one that died loads when its lock is over',
  isolated(async () => {
    const client = await cluster.client()
    await client.set('loading/__resident/lock/page/a', 'dead', 'PX', 60)
    assert.deepEqual(await pages.getOrSet('a', () => ({ version: 3 })), { version: 3 })
  }),
)

test(
  'a load that fails rejects all who wait, with its own error, and the next asks again',
  isolated(async () => {
    const failing = (): never => {
      throw new TypeError('no page')
    }
    const asked = [1, 2].map(() => pages.getOrSet('a', failing))
    for (const each of asked) await assert.rejects(each, TypeError)
    assert.deepEqual(await pages.getOrSet('a', () => ({ version: 1 })), { version: 1 })
  }),
)

test(
  'with staleFor the old value is given while one loads the next; after that time it is gone',
  isolated(async (caches) => {
    caches.freeze()
    const mine = loader()
    const options = { staleFor: 5000 }
    const first = pages.getOrSet('a', mine.load, options)
    await until(() => mine.loads === 1)
    mine.go()
    assert.deepEqual(await first, { version: 1 })
    caches.advance('9s')
    assert.deepEqual(await pages.getOrSet('a', mine.load, options), { version: 1 })
    assert.equal(mine.loads, 1)
    caches.advance('2s')
    for (let i = 0; i < 5; i++) {
      assert.deepEqual(await pages.getOrSet('a', mine.load, options), { version: 1 })
    }
    assert.equal(mine.loads, 2)
    mine.go()
    const client = await cluster.client()
    await until(async () => (await client.get('loading/page/a')) === '{"version":2}')
    assert.deepEqual(await pages.getOrSet('a', mine.load, options), { version: 2 })
    caches.advance('15s')
    assert.equal(await pages.get('a'), undefined)
  }),
)

test(
  'staleFor without an expiry, or times that are none, are refused',
  isolated(async () => {
    const load = (): { version: number } => ({ version: 1 })
    await assert.rejects(pages.getOrSet('a', load, { expiry: keepTTL, staleFor: 1000 }), {
      code: 'INVALID_EXPIRY',
    })
    await assert.rejects(pages.getOrSet('a', load, { staleFor: -1 }), { code: 'INVALID_ARGUMENT' })
    await assert.rejects(pages.getOrSet('a', load, { lockFor: 0.5 }), {
      code: 'INVALID_ARGUMENT',
      operation: 'get or set',
      key: 'page/a',
    })
  }),
)

describe('where the cache is elsewhere, and fails', () => {
  let server: Resident
  let proxy: Lossy

  function use(milliseconds = 3000): void {
    configureCaches({
      testing: false,
      redis: { loading: { host: proxy.address, command_timeout_ms: milliseconds } },
    })
  }

  beforeEach(async () => {
    server = await startServer()
    proxy = await Lossy.before(() => server.port)
    use()
  })

  afterEach(async () => {
    await closeCaches()
    await proxy.close()
    await server.close()
  })

  test('closing waits for a load, for what it gives to be stored and for the lock to be let go of', async () => {
    const mine = loader()
    const asked = pages.getOrSet('a', mine.load)
    await until(() => mine.loads === 1)
    const closing = closeCaches()
    await assert.rejects(
      until(async () => (await pages.get('a')) !== undefined),
      { code: 'CLOSED' },
    )
    mine.go()
    assert.deepEqual(await asked, { version: 1 })
    await closing
    use()
    assert.deepEqual(await pages.get('a'), { version: 1 })
    const client = await cluster.client()
    assert.equal(await client.exists('loading/__resident/lock/page/a'), 0)
  })

  test('closing does not wait for a load that does not end; what it gives at last is given', async () => {
    await closeCaches()
    use(300)
    const mine = loader()
    const asked = pages.getOrSet('a', mine.load)
    await until(() => mine.loads === 1)
    await closeCaches()
    mine.go()
    assert.deepEqual(await asked, { version: 1 })
  })

  test('getOrSet rejects as get does, and loads nothing', async () => {
    proxy.mood = 'silent'
    let loads = 0
    const asked = [1, 2].map(() => pages.getOrSet('a', () => ({ version: ++loads })))
    for (const each of asked) {
      await assert.rejects(each, { code: 'TIMEOUT', operation: 'get or set', key: 'page/a' })
    }
    assert.equal(loads, 0)
  })

  test('what has been loaded is given, though it cannot be stored', async () => {
    const heard: string[] = []
    const stop = observeCaches(({ operation }) => ({ error }) => {
      if (error !== undefined) heard.push(`${operation} ${error.code}`)
    })
    const value = await pages.getOrSet('a', () => {
      proxy.mood = 'silent'
      return { version: 1 }
    })
    stop()
    assert.deepEqual(value, { version: 1 })
    assert.deepEqual(heard, ['get or set TIMEOUT'])
  })

  test('an answer that is lost on the way to the lock is no failure, and one loads', async () => {
    await pages.get('a')
    proxy.mood = 'cut'
    const asked = pages.getOrSet('a', () => ({ version: 1 }), { lockFor: 60_000 })
    await until(() => proxy.connections > 1)
    proxy.mood = 'faithful'
    assert.deepEqual(await asked, { version: 1 })
    assert.deepEqual(await pages.get('a'), { version: 1 })
  })

  test('a value that cannot be stored at all is refused', async () => {
    await assert.rejects(
      pages.getOrSet('a', () => undefined as never),
      { code: 'INVALID_VALUE', operation: 'get or set' },
    )
  })
})
