import { startServer } from '@resident/embedded'
import type { TestOptions } from './test-options.ts'

/** What vitest hands to a globalSetup. */
interface Project {
  provide(key: 'redisUrl', value: string): void
}

type Setup = (project: Project) => Promise<() => Promise<void>>

/**
 * A globalSetup: one server for the whole run, whose URL is in REDIS_URL and in `inject('redisUrl')`. It has databases
 * enough for every worker to have its own: see `workerRedisUrl`.
 */
export function redisSetup({ prepare, env, openClients, ...options }: TestOptions = {}): Setup {
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
    process.env.REDIS_URL = redis.url
    return () => redis.close()
  }
}

/** The same with every default: `globalSetup: ['@resident/testing/vitest-global']`. */
export const setup: Setup = redisSetup()
