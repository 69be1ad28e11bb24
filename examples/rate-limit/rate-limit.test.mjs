import { strict as assert } from 'node:assert'
import { closeCaches, configureCaches } from '@resident/cache'
import { isolated } from '@resident/cache/testing'
import { startServer } from '@resident/embedded'
import { test } from 'vitest'
import { createService } from './service.mjs'

/** A moment three seconds into a window of ten. */
const MOMENT = Date.parse('2030-01-01T12:00:03Z')

/** A service for which time stands still, so that no test runs into the next window. */
async function withService(use) {
  const service = createService(() => MOMENT)
  await new Promise((resolve) => service.listen(0, '127.0.0.1', resolve))
  try {
    return await use(`http://127.0.0.1:${service.address().port}/`)
  } finally {
    await new Promise((resolve) => service.close(resolve))
  }
}

async function statuses(url, user, count) {
  const all = []
  for (let i = 0; i < count; i++) {
    const response = await fetch(`${url}?user=${encodeURIComponent(user)}`)
    await response.text()
    all.push(response.status)
  }
  return all
}

test(
  'ten requests pass, the eleventh does not, and other users do not notice',
  isolated((caches) => {
    caches.freeze()
    return withService(async (url) => {
      const ten = new Array(10).fill(200)
      assert.deepEqual(await statuses(url, 'ann/1', 11), [...ten, 429])
      assert.deepEqual(await statuses(url, 'ann', 1), [200])
      const refused = await fetch(`${url}?user=ann%2F1`)
      assert.equal(refused.headers.get('x-ratelimit-remaining'), '0')
      assert.equal(refused.headers.get('retry-after'), '7')
    })
  }),
)

/** What happens where the configuration says that the counters are at `address`. */
async function withLimitsAt(address, use) {
  process.env.RESIDENT_CACHE_LIMITS = address
  configureCaches({ testing: false })
  try {
    return await withService(use)
  } finally {
    delete process.env.RESIDENT_CACHE_LIMITS
    await closeCaches()
  }
}

test('one environment variable is enough for another server', async () => {
  const elsewhere = await startServer()
  await withLimitsAt(elsewhere.url, async (url) => {
    const response = await fetch(`${url}?user=bob`)
    assert.equal(response.headers.get('x-ratelimit-error'), null)
    assert.equal(response.headers.get('x-ratelimit-remaining'), '9')
  })
  await elsewhere.close()
})

test('a limiter that is down lets requests pass, and does not hold them up', async () => {
  const gone = await startServer()
  await gone.close()
  // That ends what waits for it, so that the test need not.
  const settings = JSON.stringify({ host: `127.0.0.1:${gone.port}`, command_timeout_ms: 1000 })
  await withLimitsAt(settings, async (url) => {
    const response = await fetch(`${url}?user=bob`)
    assert.equal(response.status, 200)
    assert.equal(response.headers.get('x-ratelimit-error'), 'LATE')
  })
})
