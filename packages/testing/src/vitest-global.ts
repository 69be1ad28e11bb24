import { startServer } from '@resident/embedded'
import type { TestOptions } from './test-options.ts'

/** What vitest passes to a globalSetup. */
interface Project {
  provide(key: 'redisUrl', value: string): void
}

type Setup = (project: Project) => Promise<() => Promise<void>>

/** Without `openClients`: clients may be left open, since they end with the run. */
export type SetupOptions = Omit<TestOptions, 'openClients'>

/**
 * A globalSetup that starts one server for the whole run, whose URL is in `inject('redisUrl')` and in an environment variable,
 * by default REDIS_URL. The server has enough databases for every worker to have its own: see `workerRedisUrl`.
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

/** The same with all defaults: `globalSetup: ['@resident/testing/vitest-global']`. */
export const setup: Setup = redisSetup()
