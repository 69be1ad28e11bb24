import { strict as assert } from 'node:assert'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, test } from 'vitest'

const RUN_TS = fileURLToPath(new URL('../../../scripts/run-ts.mjs', import.meta.url))
const EMBEDDED = fileURLToPath(new URL('./index.ts', import.meta.url))
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'resident-process-'))
})

afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))

/**
 * Runs a program that has a server, `redis`; `ending` if its process ends by itself, else `staying`. `runner`: the
 * variable by which a test runner would be known.
 */
async function fateOf(program: string, runner = 'NONE'): Promise<'ending' | 'staying'> {
  const path = join(folder, 'program.mts')
  writeFileSync(
    path,
    `import { connect } from 'node:net'
import { once } from 'node:events'
import { startServer } from ${JSON.stringify(EMBEDDED)}
const redis = await startServer()
${program}
process.once('beforeExit', () => process.exit(7))
// Turns of the event loop, and not time: a busy machine may take the processor away for long.
let turns = 30
const stay = () => (turns-- > 0 ? setTimeout(stay, 10).unref() : process.exit(8))
stay()
`,
  )
  const { VITEST: _, ...env } = process.env
  const child = spawn(process.execPath, [RUN_TS, path], {
    stdio: 'ignore',
    env: { ...env, [runner]: '1' },
  })
  const [code] = (await once(child, 'exit')) as [number | null]
  if (code === 8) return 'staying'
  assert.equal(code, 7)
  return 'ending'
}

test('a process ends when only a server is left that was unref’ed', async () => {
  assert.equal(await fateOf(''), 'staying')
  assert.equal(await fateOf('redis.unref()'), 'ending')
  assert.equal(await fateOf('redis.unref().ref()'), 'staying')
})

test('under a test runner a server does not keep its process alive', async () => {
  for (const runner of ['VITEST', 'JEST_WORKER_ID', 'NODE_TEST_CONTEXT']) {
    assert.equal(await fateOf('', runner), 'ending')
  }
  assert.equal(await fateOf('redis.ref()', 'VITEST'), 'staying')
})

test('an in-process client keeps the process alive, until it is unref’ed or ended', async () => {
  const client = `redis.unref()
const client = redis.connect()
client.resume()
client.write('PING\\r\\n')
`
  assert.equal(await fateOf(client), 'staying')
  assert.equal(await fateOf(`${client}client.unref()`), 'ending')
  assert.equal(await fateOf(`${client}client.end()`), 'ending')
  assert.equal(await fateOf(`${client}client.write('QUIT\\r\\n')`), 'ending')
})

test('the server’s end of a TCP connection does not keep the process alive', async () => {
  const client = `redis.unref()
const client = connect(redis.port, redis.host)
client.write('PING\\r\\n')
await once(client, 'data')
`
  assert.equal(await fateOf(client), 'staying')
  assert.equal(await fateOf(`${client}client.unref()`), 'ending')
})
