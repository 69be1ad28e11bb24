import type { Resident } from '@resident/embedded'
import { test as base, expect, inject, type TestAPI } from 'vitest'
import { redisMatchers } from './matchers.ts'
import { ServerSource } from './server-source.ts'
import type { TestOptions } from './test-options.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The URL of the server of `@resident/testing/vitest-global`. */
    redisUrl: string
  }

  // biome-ignore lint/suspicious/noExplicitAny: the parameter is vitest's, and must be declared as it does.
  interface Matchers<T = any> {
    /** The command was received, with exactly these arguments if any are given. */
    toHaveReceived(command: string, ...args: unknown[]): T
    toHaveReceivedTimes(command: string, times: number): T
    /** How often the code had to wait for the server: a pipeline counts once. */
    toHaveRoundTrips(count: number): T
  }
}

expect.extend(redisMatchers as unknown as Parameters<typeof expect.extend>[0])

/** What a test may ask for. */
export interface RedisFixtures {
  /** A server for this test alone. It begins empty or with what `prepare` left, and ends with the test. */
  redis: Resident
}

/** vitest's `test` with a server for each test that asks for one: `test('…', async ({ redis }) => …)`. */
export function redisTest(options: TestOptions = {}): TestAPI<RedisFixtures> {
  const source = new ServerSource(options)
  return base.extend<RedisFixtures>({
    redis: async ({ onTestFinished }, use) => {
      const redis = await source.open()
      // Registered first, so it runs last: what the test closes when it has finished is closed by then.
      onTestFinished(() => source.close(redis))
      await use(redis)
    },
  })
}

/** The same with all defaults. */
export const test: TestAPI<RedisFixtures> = redisTest()

/**
 * The URL of the server that `@resident/testing/vitest-global` started for all test files together, with a database
 * for each of the workers that run at the same time. FLUSHALL empties everybody's.
 */
export function workerRedisUrl(): string {
  return `${inject('redisUrl')}/${process.env.VITEST_POOL_ID ?? '0'}`
}
