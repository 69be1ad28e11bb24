import { AsyncLocalStorage } from 'node:async_hooks'
import type { Runtime } from './runtime.ts'
import { shared } from './shared.ts'
import { TestCaches } from './test-caches.ts'

export { TestCaches } from './test-caches.ts'

const scope = new AsyncLocalStorage<Runtime>()

/**
 * A test with caches of its own: for everything that it calls, every declared cluster is embedded and empty at first,
 * whatever is configured. Other tests, which may run at the same time, see nothing of it.
 *
 * ```ts
 * test('a visit is counted', isolated(async (caches) => { … caches.advance('10s') … }))
 * ```
 *
 * The arguments that the test runner passes to tests come after `caches`.
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
 * The same with a runner's hooks, for tests that run one after another:
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
