import { strict as assert } from 'node:assert'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { describe, test } from 'vitest'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))
const FIXTURES = `${ROOT}packages/testing/fixtures`

// Runners give a test 5 s by themselves, which a busy machine may take to connect a client.
const VITEST = [`${ROOT}node_modules/vitest/vitest.mjs`, 'run', '--testTimeout=60000']
const JEST = [`${ROOT}node_modules/jest/bin/jest.js`, '--testTimeout=60000']

/** Runs the built packages under a runner of its own, which must not know that it runs under another. */
async function run(folder: string, ...args: string[]): Promise<{ code: number; printed: string }> {
  const env = Object.entries(process.env).filter(
    ([name]) => !/^(VITEST|NODE_OPTIONS|TEST)/.test(name),
  )
  const child = spawn(process.execPath, args, {
    cwd: folder,
    timeout: 280_000,
    env: { ...Object.fromEntries(env), NO_COLOR: '1' },
  })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      printed += chunk
    })
  }
  const [code] = (await once(child, 'close')) as [number]
  return { code, printed }
}

describe('the sample projects pass', { timeout: 300_000 }, () => {
  const runners: Record<string, readonly string[]> = {
    vitest: VITEST,
    jest: JEST,
    'node-test': ['--test'],
  }
  for (const [name, args] of Object.entries(runners)) {
    test(`examples/${name}`, async () => {
      const { code, printed } = await run(`${ROOT}examples/${name}`, ...args)
      assert.equal(code, 0, printed)
    })
  }
})

describe('a test that leaves a client open fails, and names it', { timeout: 300_000 }, () => {
  const runners: Record<string, readonly string[]> = {
    vitest: VITEST,
    Jest: JEST,
    'node:test': ['--test', 'node.test.mjs'],
  }
  for (const [name, args] of Object.entries(runners)) {
    test(`under ${name}`, async () => {
      const { code, printed } = await run(`${FIXTURES}/leak`, ...args)
      assert.notEqual(code, 0, printed)
      assert.match(printed, /1 client was left open/)
      assert.match(printed, /'leak' \(127\.0\.0\.1:\d+\): last sent CLIENT\|SETNAME/)
    })
  }
})

test('vitest’s globalSetup serves the whole run', { timeout: 300_000 }, async () => {
  const { code, printed } = await run(`${FIXTURES}/global`, ...VITEST)
  assert.equal(code, 0, printed)
})
