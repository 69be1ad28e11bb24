import { defineConfig } from 'vitest/config'

export default defineConfig({
  ssr: { resolve: { conditions: ['@resident/source', 'node'] } },
  resolve: { conditions: ['@resident/source', 'node'] },
  test: {
    include: [
      'packages/*/src/**/*.test.ts',
      'apps/*/src/**/*.test.ts',
      'conformance/src/**/*.test.ts',
      'examples/*/*.test.{ts,mjs}',
      'conformance/clients/src/*.test.ts',
    ],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // CI's machines stall at times; what passes at its second attempt is told as FLAKY.
    retry: process.env.CI === undefined ? 0 : 1,
  },
})
