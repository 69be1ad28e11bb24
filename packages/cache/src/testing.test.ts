import { strict as assert } from 'node:assert'
// Caches load it when they need it: here it is loaded before the first test's time begins.
import '@resident/embedded'
import { afterEach, beforeEach, describe, test, vi } from 'vitest'
import { CacheCluster, expireInHours, IntKeyspace, StringKeyspace } from './index.ts'
import { isolated, isolatedEach } from './testing.ts'

const cluster = new CacheCluster('tested')
const counts = new IntKeyspace<string>(cluster, { keyPattern: 'count/:id' })
const texts = new StringKeyspace<string>(CacheCluster.named('tested-too'), {
  keyPattern: 'text/:id',
  defaultExpiry: expireInHours(24),
})

describe.concurrent('tests that run at the same time', () => {
  for (let i = 0; i < 10; i++) {
    test(
      `have caches of their own (${i})`,
      isolated(async () => {
        for (let turn = 1; turn <= 20; turn++) {
          assert.equal(await counts.increment('shared'), turn)
          await new Promise((resolve) => setImmediate(resolve))
        }
      }),
    )
  }
})

describe('a hook before and one after', () => {
  const caches = isolatedEach(beforeEach, afterEach)

  test('give each test empty caches', async () => {
    assert.equal(await counts.increment('k'), 1)
  })

  test('and again', async () => {
    assert.equal(await counts.increment('k'), 1)
    caches.advance('1h')
    assert.equal(await counts.get('k'), 1)
  })
})

test(
  'time is that of all caches of the test, also of those that are used later',
  isolated(async (caches) => {
    caches.setTime('2031-02-03T04:05:06Z')
    caches.freeze()
    await counts.set('k', 1)
    caches.advance('12h')
    await texts.set('k', 'x')
    const client = await CacheCluster.named('tested-too').client()
    assert.equal(Number((await client.time())[0]), Date.parse('2031-02-03T16:05:06Z') / 1000)
    caches.advance('23h')
    assert.equal(await texts.get('k'), 'x')
    caches.resume()
    caches.advance('1h')
    assert.equal(await texts.get('k'), undefined)
    assert.ok(caches.now >= Date.parse('2031-02-04T16:05:06Z'))
    assert.throws(() => caches.advance('soon'), { code: 'INVALID_ARGUMENT' })
  }),
)

test(
  'flush empties all caches of the test',
  isolated(async (caches) => {
    await counts.set('k', 1)
    await texts.set('k', 'x')
    await caches.flush()
    assert.equal(await counts.get('k'), undefined)
    assert.equal(await texts.get('k'), undefined)
  }),
)

test(
  'caches work under fake timers',
  isolated(async () => {
    vi.useFakeTimers()
    try {
      await texts.set('k', 'x')
      assert.equal(await texts.getOrSet('k', () => 'y'), 'x')
      assert.equal(await texts.getOrSet('l', () => 'y'), 'y')
    } finally {
      vi.useRealTimers()
    }
  }),
)

test(
  'what the runner passes to tests comes after the caches',
  isolated(async (caches, context: { task: { name: string } }) => {
    assert.equal(context.task.name, 'what the runner passes to tests comes after the caches')
    assert.equal(typeof caches.now, 'number')
  }),
)
