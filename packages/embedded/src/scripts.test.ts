import { strict as assert } from 'node:assert'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Duplex } from 'node:stream'
import { setImmediate as turn } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { test } from 'vitest'
import { startServer } from './index.ts'
import { Session } from './testing/session.ts'

const MEBIBYTE = 1 << 20
/** What a real server has logged of these, at loglevel verbose. */
const LOGGED: readonly (readonly [script: string, line?: string])[] = [
  ["redis.log(redis.LOG_DEBUG, 'a')"],
  ["redis.log(redis.LOG_VERBOSE, 'a')", 'verbose: a'],
  ["redis.log(redis.LOG_NOTICE, 'caf\xc3\xa9', 1.5, 1e20)", 'notice: café 1.5 1e+20'],
  ["redis.log(redis.LOG_WARNING, 'a', {}, 'b', nil, true, 'c')", 'warning: a b c'],
  ["redis.log(3.9, {}, 'b')", 'warning:  b'],
  ["redis.log('2', 'x\\0y', 'z')", 'notice: x'],
  ["redis.log(2, 'two\\nlines')", 'notice: two\nlines'],
]

/** Keeps two parts of its argument, one of them by way of cjson. */
const SCRIPT =
  "return redis.call('RPUSH', KEYS[1], cjson.decode(ARGV[1]).name, string.sub(ARGV[1], -20))"

async function evaluate(client: Duplex, argument: string): Promise<void> {
  const argv = ['EVAL', SCRIPT, '1', 'l', argument]
  const request = argv.map((each) => `$${each.length}\r\n${each}\r\n`)
  client.write(`*${argv.length}\r\n${request.join('')}`, 'latin1')
  assert.match(String((await once(client, 'data'))[0]), /^:\d+\r\n$/)
}

function collectedHeap(): number {
  setFlagsFromString('--expose-gc')
  const gc = runInNewContext('gc') as () => void
  gc()
  gc()
  return process.memoryUsage().heapUsed
}

test('what a script stores is all that it keeps of the texts it was cut from', async () => {
  const server = await startServer({ port: false })
  const client = server.connect()
  const text = JSON.stringify({ name: 'of twenty characters', rest: 'x'.repeat(MEBIBYTE) })
  await evaluate(client, text)
  const before = collectedHeap()
  for (let i = 0; i < 30; i++) await evaluate(client, text)
  const growth = collectedHeap() - before
  await server.close()
  assert.ok(growth < 5 * MEBIBYTE, `${growth} bytes more`)
})

test('redis.log writes to the log, as far as loglevel lets it', async () => {
  const lines: string[] = []
  const redis = await startServer({
    port: false,
    config: { loglevel: 'verbose' },
    log: (level, message) => lines.push(`${level}: ${message}`),
  })
  const client = redis.connect()
  for (const [script, line] of LOGGED) {
    lines.length = 0
    client.write(`*3\r\n$4\r\nEVAL\r\n$${script.length}\r\n${script}\r\n$1\r\n0\r\n`, 'latin1')
    assert.equal(String((await once(client, 'data'))[0]), '$-1\r\n')
    assert.deepEqual(lines, line === undefined ? [] : [line], script)
  }
  await redis.close()
})

test('a script writes nothing where saves are wanted and fail', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'resident-scripts-'))
  const redis = await startServer({ port: false, config: { dir, save: '3600 1' } })
  const client = new Session(redis)
  mkdirSync(join(dir, 'dump.rdb'))
  await client.say('BGSAVE')
  while (!(await client.say('INFO persistence')).includes('bgsave_status:err')) await turn()
  assert.match(
    await client.say("EVAL \"return redis.call('SET', 'k', 'v')\" 0"),
    /^-MISCONF .*script: /,
  )
  assert.equal(await client.say("EVAL \"return redis.call('EXISTS', 'k')\" 0"), ':0\r\n')
  await redis.close()
  rmSync(dir, { recursive: true })
})
