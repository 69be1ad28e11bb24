import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  ssr: { resolve: { conditions: ['@resident/source', 'node'] } },
  resolve: { conditions: ['@resident/source', 'node'] },
  test: {
    // As seen from the root and from each package, so that `npm test` does in both. What is in fixtures is no test of ours.
    include: ['**/*.test.ts', 'examples/*/*.test.mjs', '*.test.mjs'],
    // By default a machine of two cores has one worker, and the other core little to do.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // CI's machines stall at times; what passes at its second attempt is told as FLAKY.
    retry: process.env.CI === undefined ? 0 : 1,
  },
})
