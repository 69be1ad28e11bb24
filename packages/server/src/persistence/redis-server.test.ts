import { strict as assert } from 'node:assert'
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Duplex } from 'node:stream'
import { allCommands } from '@resident/commands'
import { btreeEngine } from '@resident/engine-btree'
import { mapEngine } from '@resident/engine-map'
import { afterEach, beforeEach, describe, test } from 'vitest'
import { createServer, type Server } from '../server.ts'

let folder: string
let redis: ChildProcess | undefined
let ours: Server | undefined

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'resident-rdb-'))
})

afterEach(async () => {
  if (redis !== undefined && redis.exitCode === null && redis.signalCode === null) {
    const ended = once(redis, 'exit')
    redis.kill('SIGKILL')
    // It may be writing there until it has gone.
    await ended
  }
  redis = undefined
  await ours?.close()
  rmSync(folder, { recursive: true, force: true })
})

async function startRedis(): Promise<Duplex> {
  const path = join(folder, 's')
  const options = ['--port', '0', '--unixsocket', path, '--dir', folder, '--save', '']
  redis = spawn('redis-server', [...options, '--enable-debug-command', 'yes'])
  let printed = ''
  for await (const chunk of redis.stdout!) {
    printed += String(chunk)
    if (/ready to accept/i.test(printed)) break
  }
  return connect(path)
}

async function startOurs(): Promise<Duplex> {
  ours = createServer({
    engine: { ...mapEngine, ...btreeEngine },
    commands: allCommands,
    config: { dir: folder, 'enable-debug-command': 'yes' },
  })
  await ours.persistence.load()
  return ours.connect()
}

async function ask(socket: Duplex, request: string): Promise<string> {
  socket.write(`${request}\r\n`)
  return String((await once(socket, 'data'))[0]).trimEnd()
}

/** All types, small and large, with and without deadlines, in two databases. */
async function fill(socket: Duplex): Promise<void> {
  const many = (prefix: string, each: (i: number) => string): string =>
    `${prefix} ${Array.from({ length: 600 }, (_, i) => each(i)).join(' ')}`
  for (const request of [
    'SET plain value',
    'SET number 12345',
    'SET "bytes\\x00\\xff" "\\x01\\r\\n\\xfe"',
    `SET long ${'abc'.repeat(2000)}`,
    'SET mortal v PXAT 4102444800000',
    'SETBIT bits 1000 1',
    'PFADD sketch a b c',
    'RPUSH list a b 3',
    many('RPUSH long-list', (i) => `element:${i}`),
    'SADD ints 1 2 3',
    many('SADD words', (i) => `w${i}`),
    'HSET hash f v g 7',
    many('HSET big-hash', (i) => `f${i} v${i}`),
    'ZADD zset 1.5 a -inf b +inf c',
    many('ZADD big-zset', (i) => `${i / 3} m${i}`),
    'GEOADD places 13.361389 38.115556 Palermo',
    'XADD stream 1-1 f v g w',
    'XADD stream 2-0 f v',
    'XADD stream 3-0 other v',
    'XGROUP CREATE stream group 0',
    'XREADGROUP GROUP group consumer COUNT 2 STREAMS stream >',
    'XDEL stream 2-0',
    'EXPIREAT hash 4102444800',
    'SELECT 9',
    'SET elsewhere v',
    'SELECT 0',
  ]) {
    assert.doesNotMatch(await ask(socket, request), /^-/, request.slice(0, 40))
  }
}

describe.skipIf(spawnSync('redis-server', ['--version']).status !== 0)('dump.rdb', () => {
  test('that we save is loaded by redis-server, digest for digest', async () => {
    const client = await startOurs()
    await fill(client)
    assert.equal(await ask(client, 'SAVE'), '+OK')
    const there = await startRedis()
    assert.equal(await ask(there, 'DEBUG DIGEST'), await ask(client, 'DEBUG DIGEST'))
    assert.equal(await ask(there, 'PEXPIRETIME mortal'), ':4102444800000')
    assert.equal(
      await ask(there, 'XPENDING stream group'),
      await ask(client, 'XPENDING stream group'),
    )
  })

  test('that redis-server saves is loaded by us, digest for digest', async () => {
    const there = await startRedis()
    await fill(there)
    assert.equal(await ask(there, 'SAVE'), '+OK')
    const client = await startOurs()
    assert.equal(await ask(client, 'DEBUG DIGEST'), await ask(there, 'DEBUG DIGEST'))
    assert.equal(await ask(client, 'PEXPIRETIME mortal'), ':4102444800000')
    assert.equal(
      await ask(client, 'XPENDING stream group'),
      await ask(there, 'XPENDING stream group'),
    )
    assert.equal(await ask(client, 'OBJECT ENCODING ints'), '$6\r\nintset')
  })
})
