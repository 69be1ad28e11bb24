import { createServer } from 'node:http'
import { CacheCluster, expireInSeconds, IntKeyspace } from '@resident/cache'

/** Requests that a user may make within a window. */
const LIMIT = 10
const WINDOW_SECONDS = 10
/** For how long a request may wait for its count. */
const PATIENCE_MILLISECONDS = 250

// Counters are worth nothing when memory is full: the ones that were used longest ago go first.
const limits = new CacheCluster('limits', { evictionPolicy: 'allkeys-lru' })

const requests = new IntKeyspace(limits, {
  keyPattern: 'requests/:user/:window',
  defaultExpiry: expireInSeconds(WINDOW_SECONDS),
})

/**
 * `GET /?user=ann`: 200 and how many requests are left, or 429 and when to come back. `clock` gives Unix time in
 * milliseconds.
 */
export function createService(clock = Date.now) {
  return createServer(async (request, response) => {
    try {
      const user = new URL(request.url, 'http://localhost').searchParams.get('user') ?? 'nobody'
      const now = clock() / 1000
      const window = Math.floor(now / WINDOW_SECONDS)
      const count = await soon(requests.increment({ user, window }))
      response.setHeader('x-ratelimit-remaining', Math.max(0, LIMIT - count))
      if (count > LIMIT) {
        response.setHeader('retry-after', Math.ceil((window + 1) * WINDOW_SECONDS - now))
        response.writeHead(429).end(`Too many requests, ${user}.\n`)
      } else {
        response.end(`Hello ${user}, this is request ${count}.\n`)
      }
    } catch (error) {
      // Every failure of a cache is a CacheError with a code; if the limiter is down or slow, requests are let through.
      response.setHeader('x-ratelimit-error', error.code)
      response.end('Hello.\n')
    }
  })
}

/** Resolves as `promise` does if that is soon enough. By itself a cache waits for five seconds (`command_timeout_ms`). */
async function soon(promise) {
  let timer
  const late = new Promise((_, reject) => {
    timer = setTimeout(
      () => reject(Object.assign(new Error('too late'), { code: 'LATE' })),
      PATIENCE_MILLISECONDS,
    )
  })
  return Promise.race([promise, late]).finally(() => clearTimeout(timer))
}
