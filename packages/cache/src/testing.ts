import { AsyncLocalStorage } from 'node:async_hooks'
import type { Runtime } from './runtime.ts'
import { shared } from './shared.ts'
import { TestCaches } from './test-caches.ts'

export { TestCaches } from './test-caches.ts'

const scope = new AsyncLocalStorage<Runtime>()

/**
 * A test with caches of its own: all that it calls finds every declared cluster embedded and empty, whatever is
 * configured, and nothing of it is seen by other tests, which may run at the same time.
 *
 * ```ts
 * test('a visit is counted', isolated(async (caches) => { … caches.advance('10s') … }))
 * ```
 *
 * What the test runner passes to tests comes after `caches`.
 */
export function isolated<A extends unknown[], T>(
  body: (caches: TestCaches, ...args: A) => T | Promise<T>,
): (...args: A) => Promise<T> {
  return async (...args) => {
    shared.scoped ??= () => scope.getStore()
    const caches = new TestCaches()
    try {
      return await scope.run(caches.runtime, () => body(caches, ...args))
    } finally {
      await caches.close()
    }
  }
}

/**
 * The same for runners that call something before and something after each test, which then run one after another:
 *
 * ```ts
 * const caches = isolatedEach(beforeEach, afterEach)
 * ```
 */
export function isolatedEach(
  beforeEach: (hook: () => void) => unknown,
  afterEach: (hook: () => Promise<void>) => unknown,
): TestCaches {
  const caches = new TestCaches()
  let outer: Runtime | undefined
  beforeEach(() => {
    outer = shared.runtime
    caches.renew()
    shared.runtime = caches.runtime
  })
  afterEach(async () => {
    shared.runtime = outer
    await caches.close()
  })
  return caches
}
