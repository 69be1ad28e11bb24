import { strict as assert } from 'node:assert'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, test } from 'vitest'
import { startServer } from '../index.ts'

const RUN_TS = fileURLToPath(new URL('../../../../scripts/run-ts.mjs', import.meta.url))
const EMBEDDED = fileURLToPath(new URL('../index.ts', import.meta.url))

let folder: string
let persist: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'resident-persist-'))
  persist = join(folder, 'state')
})

afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))

/** Runs a program in another process, whose server keeps its data, too. */
function run(program: string): ChildProcess {
  const path = join(folder, 'program.mts')
  writeFileSync(
    path,
    `import { startServer } from ${JSON.stringify(EMBEDDED)}
const redis = await startServer({ port: false, persist: ${JSON.stringify(persist)} })
${program}
`,
  )
  return spawn(process.execPath, [RUN_TS, path], { stdio: ['ignore', 'pipe', 'inherit'] })
}

describe('a server that keeps its data', () => {
  test('begins with what there was when the last one closed', async () => {
    const code = '#!lua name=l\nredis.register_function("f", function() return 7 end)'
    const first = await startServer({ port: false, persist })
    first.db().set('k', 'v', { ttl: 3_600_000 })
    first.db(2).push('l', ['a'])
    await first.run(['FUNCTION', 'LOAD', code])
    await first.close()
    assert.deepEqual(readdirSync(persist), ['dump.rdb'])
    await using second = await startServer({ port: false, persist })
    assert.equal(second.db().get('k'), 'v')
    assert.ok(second.db().ttl('k')! > 3_000_000)
    assert.deepEqual(second.db(2).list('l'), ['a'])
    assert.equal(await second.run(['FCALL', 'f', 0]), 7)
  })

  test('saves by itself soon after a change', async () => {
    await using redis = await startServer({ port: false, persist })
    redis.db().set('k', 'v')
    // Moves on past the second in which nothing is saved.
    redis.clock.advance(3000)
    redis.clock.advance(100)
    assert.equal(await redis.save(), true)
    assert.ok(readdirSync(persist).includes('dump.rdb'))
  })

  test('has its directory to itself, and gives it back when it ends, however it does', async () => {
    await using redis = await startServer({ port: false, persist })
    await assert.rejects(startServer({ port: false, persist: join(persist, '.') }), {
      code: 'ERR_OWNED',
    })
    await using fork = await redis.fork()
    assert.equal(fork.config('save'), '')
    redis.shutdown()
    await redis.ended
    await using next = await startServer({ port: false, persist })
    assert.equal(next.db().size, 0)
    await next.close()
    await assert.rejects(startServer({ port: false, persist, config: { databases: 'none' } }))
    await using last = await startServer({ port: false, persist })
    assert.equal(last.db().size, 0)
  })
})

describe('a process with such a server', () => {
  test('that is killed loses nothing of what it said was saved, and leaves the directory to the next', async () => {
    const child = run(`
for (let i = 0; ; i++) {
  for (let j = 0; j < 200; j++) redis.db().set('key:' + i + ':' + j, 'x'.repeat(j))
  if (await redis.save()) console.log(i)
}`)
    const ended = once(child, 'exit')
    let saved = -1
    for await (const line of createInterface({ input: child.stdout! })) {
      if (saved < 0) {
        await assert.rejects(startServer({ port: false, persist }), {
          code: 'ERR_OWNED',
          message: /^Process \d+ has/,
        })
      }
      saved = Number(line)
      if (saved === 5) child.kill('SIGKILL')
    }
    assert.ok(saved >= 5)
    // Its output ends before it has gone altogether.
    await ended
    await using redis = await startServer({ port: false, persist })
    for (let i = 0; i <= saved; i++) {
      for (let j = 0; j < 200; j++) assert.equal(redis.db().get(`key:${i}:${j}`)?.length, j)
    }
    assert.deepEqual(readdirSync(persist).sort(), ['dump.rdb', 'owner.lock'])
  })

  test('that ends without closing it saves what has changed', async () => {
    const child = run("redis.db().set('k', 'v'); process.exit(0)")
    assert.deepEqual(await once(child, 'exit'), [0, null])
    await using redis = await startServer({ port: false, persist })
    assert.equal(redis.db().get('k'), 'v')
  })
})

test('a lock of a process whose id another one has by now, or that was cut off, is taken over', async () => {
  for (const lock of [JSON.stringify({ pid: process.pid, began: '1' }), '{"pid":']) {
    const redis = await startServer({ port: false, persist })
    await redis.close()
    writeFileSync(join(persist, 'owner.lock'), lock)
    await using next = await startServer({ port: false, persist })
    assert.equal(next.db().size, 0)
  }
})

test('a lock that cannot be read is an error, not a wait for ever', async () => {
  mkdirSync(join(persist, 'owner.lock'), { recursive: true })
  await assert.rejects(startServer({ port: false, persist }), { code: 'EISDIR' })
})

test('so is a lock of the dead that cannot be taken away', async () => {
  mkdirSync(join(persist, `owner.lock.${process.pid}`), { recursive: true })
  writeFileSync(join(persist, 'owner.lock'), '{ "pid": 4194304, "began": "" }')
  await assert.rejects(startServer({ port: false, persist }), { code: 'EISDIR' })
})
