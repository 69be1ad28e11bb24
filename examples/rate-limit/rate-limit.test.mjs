import { strict as assert } from 'node:assert'
import { closeCaches, configureCaches } from '@resident/cache'
import { isolated } from '@resident/cache/testing'
import { startServer } from '@resident/embedded'
import { test } from 'vitest'
import { createService } from './service.mjs'

async function withService(use) {
  const service = createService()
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

/** A window that has just begun, so that a test does not run into the next. */
async function earlyInWindow() {
  while (Date.now() % 10_000 > 7000) await new Promise((resolve) => setTimeout(resolve, 100))
}

test(
  'ten requests pass, the eleventh does not, and other users do not notice',
  isolated(() =>
    withService(async (url) => {
      await earlyInWindow()
      const ten = new Array(10).fill(200)
      assert.deepEqual(await statuses(url, 'ann/1', 11), [...ten, 429])
      assert.deepEqual(await statuses(url, 'ann', 1), [200])
      const refused = await fetch(`${url}?user=ann%2F1`)
      assert.equal(refused.headers.get('x-ratelimit-remaining'), '0')
      assert.ok(Number(refused.headers.get('retry-after')) <= 10)
    }),
  ),
)

test('one environment variable is enough for another server', async () => {
  const elsewhere = await startServer()
  process.env.RESIDENT_CACHE_LIMITS = elsewhere.url
  configureCaches({ testing: false })
  try {
    await withService(async (url) => {
      const response = await fetch(`${url}?user=bob`)
      assert.equal(response.headers.get('x-ratelimit-error'), null)
      assert.equal(response.headers.get('x-ratelimit-remaining'), '9')
    })
  } finally {
    delete process.env.RESIDENT_CACHE_LIMITS
    await closeCaches()
    await elsewhere.close()
  }
})
