import { strict as assert } from 'node:assert'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { afterEach, test } from 'vitest'

const PROGRAM = fileURLToPath(new URL('../bin/resident.mjs', import.meta.url))
let child: ChildProcess | undefined

afterEach(() => {
  child?.kill('SIGKILL')
})

/** Runs the built program; resolves with what it printed when that matches, or when it ends. */
function run(args: string[], until: RegExp): Promise<{ printed: string; code: number | null }> {
  const running = spawn(process.execPath, [PROGRAM, ...args])
  child = running
  return new Promise((resolve) => {
    let printed = ''
    const hear = (chunk: Buffer): void => {
      printed += String(chunk)
      if (until.test(printed)) resolve({ printed, code: null })
    }
    running.stdout.on('data', hear)
    running.stderr.on('data', hear)
    // Not `exit`, which may come before the last of what it has printed.
    running.on('close', (code) => resolve({ printed, code }))
  })
}

test('serve says where it listens, with which engine, and how to connect', async () => {
  const { printed } = await run(['serve', '--port', '0', '--engine', 'map'], /Ctrl-C/)
  assert.match(printed, /ready at redis:\/\/127\.0\.0\.1:\d+ \(engine: map\)/)
  assert.match(printed, /redis-cli -h 127\.0\.0\.1 -p \d+/)
})

test('serve on every address names one that clients can use', async () => {
  const { printed } = await run(['serve', '--port', '0', '--bind', '0.0.0.0'], /Ctrl-C/)
  assert.match(printed, /ready at redis:\/\/127\.0\.0\.1:\d+/)
  assert.match(printed, /redis-cli -h 127\.0\.0\.1 -p \d+/)
})

test('serve shows no password', async () => {
  const { printed } = await run(['serve', '--port', '0', '--requirepass', 's3cret'], /Ctrl-C/)
  assert.match(printed, /redis:\/\/:<password>@127\.0\.0\.1:\d+/)
  assert.doesNotMatch(printed, /s3cret/)
})

test('serve ends with code 0 on SIGTERM', async () => {
  await run(['serve', '--port', '0'], /Ctrl-C/)
  const ended = once(child!, 'exit')
  child!.kill('SIGTERM')
  assert.deepEqual(await ended, [0, null])
})

test('colours are for terminals only', async () => {
  const { printed } = await run(['serve', '--port', '0'], /Ctrl-C/)
  assert.ok(!printed.includes('\u001b'))
})

test('a port that was asked for and is taken is an error that says what to do', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const address = other.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const { printed, code } = await run(['serve', '--port', String(port)], /never/)
  other.close()
  assert.equal(code, 1)
  assert.match(printed, new RegExp(`port ${port} is in use.*--port 0`))
})
