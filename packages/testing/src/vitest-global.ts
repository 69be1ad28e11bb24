import { startServer } from '@resident/embedded'
import type { TestOptions } from './test-options.ts'

/** What vitest hands to a globalSetup. */
interface Project {
  provide(key: 'redisUrl', value: string): void
}

type Setup = (project: Project) => Promise<() => Promise<void>>

/** Clients may be left open: they end with the run. */
export type SetupOptions = Omit<TestOptions, 'openClients'>

/**
 * A globalSetup: one server for the whole run, whose URL is in `inject('redisUrl')` and in a variable of the environment,
 * by default REDIS_URL. It has databases enough for every worker to have its own: see `workerRedisUrl`.
 */
export function redisSetup({ prepare, env = 'REDIS_URL', ...options }: SetupOptions = {}): Setup {
  return async (project) => {
    const config = { databases: '1024', ...options.config }
    const redis = await startServer({ ...options, config })
    try {
      await prepare?.(redis)
    } catch (error) {
      await redis.close()
      throw error
    }
    project.provide('redisUrl', redis.url)
    process.env[env] = redis.url
    return () => redis.close()
  }
}

/** The same with every default: `globalSetup: ['@resident/testing/vitest-global']`. */
export const setup: Setup = redisSetup()
