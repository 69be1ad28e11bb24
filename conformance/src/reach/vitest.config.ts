import { defineConfig, type ViteUserConfig } from 'vitest/config'

/** Whose sources' coverage is measured. */
const MEASURED = ['bytes', 'commands', 'engine-btree', 'engine-map', 'keyspace']

/** `vitest run --config`: what `npm run reach` plays, with coverage. The root is the repository's. */
const config: ViteUserConfig = defineConfig({
  ssr: { resolve: { conditions: ['@resident/source', 'node'] } },
  resolve: { conditions: ['@resident/source', 'node'] },
  test: {
    include: ['conformance/src/reach/*.play.ts', 'packages/*/src/**/*.test.ts'],
    testTimeout: 600_000,
    coverage: {
      provider: 'v8',
      include: MEASURED.map((name) => `packages/${name}/src/**/*.ts`),
      exclude: ['**/*.test.ts', '**/testing/**', '**/recorded-keyspace.ts'],
      reporter: ['json'],
      reportOnFailure: true,
    },
  },
})

export default config
