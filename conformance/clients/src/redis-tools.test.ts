import { strict as assert } from 'node:assert'
import { execFile, execFileSync } from 'node:child_process'
import { promisify } from 'node:util'
import { startServer } from '@resident/embedded'
import { test } from 'vitest'

const run = promisify(execFile)

/** Redis's own tools come with its packages, and are there wherever its server is. */
const there = (() => {
  try {
    execFileSync('redis-cli', ['--version'])
    return true
  } catch {
    console.log('!!! redis-cli is not on the PATH: Redis’s own tools are not tried')
    return false
  }
})()

test.skipIf(!there)('redis-cli connects, speaks both protocols, and warns of nothing', async () => {
  await using server = await startServer()
  const at = ['-h', server.host, '-p', String(server.port)]
  const set = await run('redis-cli', [...at, 'SET', 'k', 'v'])
  assert.deepEqual(set, { stdout: 'OK\n', stderr: '' })
  const asMap = await run('redis-cli', ['-3', ...at, '--no-raw', 'CONFIG', 'GET', 'databases'])
  assert.deepEqual(asMap, { stdout: '1# "databases" => "16"\n', stderr: '' })
  const scanned = await run('redis-cli', [...at, '--scan', '--pattern', 'k*'])
  assert.deepEqual(scanned, { stdout: 'k\n', stderr: '' })
  const bigKeys = await run('redis-cli', [...at, '--bigkeys'])
  assert.match(bigKeys.stdout, /Biggest string found '"k"' has 1 bytes/)
})

test.skipIf(!there)('redis-benchmark runs its tests, and warns of nothing', async () => {
  await using server = await startServer()
  const tests = 'ping_mbulk,set,get,incr,lpush,rpop,sadd,hset,spop,zadd,zpopmin,lrange_100,mset'
  const { stdout, stderr } = await run('redis-benchmark', [
    '-h',
    server.host,
    '-p',
    String(server.port),
    '-n',
    '500',
    '-P',
    '8',
    '-q',
    '-t',
    tests,
  ])
  assert.equal(stderr, '')
  assert.doesNotMatch(stdout, /error|warning/i)
  assert.equal(stdout.match(/requests per second/g)?.length, tests.split(',').length + 1)
})
