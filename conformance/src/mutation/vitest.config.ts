import { readFileSync } from 'node:fs'
import process from 'node:process'
import { defineConfig, type ViteUserConfig } from 'vitest/config'
import { type Planting, plantingPlugin } from './planting.ts'

/** Runs tests on sources in which something was planted: what, is in the file that PLANTING names. */
const planting = JSON.parse(readFileSync(process.env.PLANTING as string, 'utf8')) as Planting

const config: ViteUserConfig = defineConfig({
  ssr: { resolve: { conditions: ['@resident/source', 'node'] } },
  resolve: { conditions: ['@resident/source', 'node'] },
  plugins: [plantingPlugin(planting)],
  test: {
    include: [
      'packages/{keyspace,engine-map,engine-btree,commands,server,scripting,embedded}/src/**/*.test.ts',
      'conformance/src/{table,acl,acl-file,memory-growth}.test.ts',
    ],
    testTimeout: 30_000,
    setupFiles: planting.kind === 'probes' ? ['conformance/src/mutation/note-reached.ts'] : [],
  },
})

export default config
