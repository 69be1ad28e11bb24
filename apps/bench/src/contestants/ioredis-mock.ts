import type { Redis } from 'ioredis'
import { contestant } from './servers.ts'

/**
 * ioredis-mock, loaded as it was installed: the bundle of the bench is not to hold it. Nobody, where it was not installed:
 * the rest can be measured without it.
 */
export async function ioredisMock(): Promise<Readonly<Record<string, Redis>>> {
  try {
    const { default: RedisMock } = (await import(contestant('ioredis-mock.mjs'))) as {
      readonly default: new () => Redis
    }
    return { 'ioredis-mock': new RedisMock() }
  } catch (error) {
    process.stderr.write(`Without ioredis-mock: ${String(error)}\n`)
    return {}
  }
}
