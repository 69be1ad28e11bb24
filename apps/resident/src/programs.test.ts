import { strict as assert } from 'node:assert'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { type Resident, startServer } from '@resident/embedded'
import { afterEach, beforeEach, describe, test } from 'vitest'

const PROGRAM = fileURLToPath(new URL('../bin/resident.mjs', import.meta.url))
const children: ChildProcess[] = []
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'resident-cli-'))
})

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
})

interface Ended {
  readonly printed: string
  readonly code: number | null
}

class Program {
  readonly child: ChildProcess
  readonly ended: Promise<Ended>
  printed = ''

  constructor(...args: readonly string[]) {
    const { REDIS_URL: _, ...env } = process.env
    const child = spawn(process.execPath, [PROGRAM, ...args], { env })
    this.child = child
    children.push(child)
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        this.printed += chunk
      })
    }
    this.ended = once(child, 'close').then(([code]) => ({ printed: this.printed, code }))
  }

  /** Waits until it has printed this. */
  async prints(text: RegExp): Promise<void> {
    while (!text.test(this.printed)) await once(this.child.stdout!, 'data')
  }
}

/** A program for Node that says what REDIS_URL answers to PING. */
const PING = `
const { hostname, port } = new URL(process.env.REDIS_URL)
const socket = require('node:net').connect(port, hostname)
socket.on('data', (reply) => { process.stdout.write(reply); socket.end() })
socket.write(process.argv[1] ?? 'PING\\r\\n')`

describe('resident run', () => {
  test('runs a program with a server’s URL in REDIS_URL', async () => {
    const { printed, code } = await new Program('run', '--', process.execPath, '-e', PING).ended
    assert.equal(printed, '+PONG\r\n')
    assert.equal(code, 0)
  })

  test('ends with the program’s code', async () => {
    const program = [process.execPath, '-e', 'process.exit(42)']
    assert.equal((await new Program('run', '--', ...program).ended).code, 42)
  })

  test('passes signals on, and ends with the code that a shell gives', async () => {
    const running = new Program(
      'run',
      '--',
      process.execPath,
      '-e',
      'process.on("SIGINT", () => process.exit(7)); console.log("ready"); setInterval(() => {}, 1000)',
    )
    await running.prints(/ready/)
    running.child.kill('SIGINT')
    assert.equal((await running.ended).code, 7)
    const killed = new Program('run', '--', 'sh', '-c', 'kill -TERM $$')
    assert.equal((await killed.ended).code, 128 + 15)
  })

  test('takes another variable, a server’s options, and data to begin with', async () => {
    const file = join(folder, 'fixtures.json')
    writeFileSync(file, '{ "k": "v" }')
    const program = PING.replace('REDIS_URL', 'CACHE_URL')
    const options = ['--env', 'CACHE_URL', '--load', file, '--databases', '4']
    const get = await new Program(
      'run',
      ...options,
      '--',
      process.execPath,
      '-e',
      program,
      'GET k\r\n',
    ).ended
    assert.equal(get.printed, '$1\r\nv\r\n')
  })

  test('lets the program move time where it is told to', async () => {
    const args = ['--', process.execPath, '-e', PING, 'RESIDENT.CLOCK ADVANCE 7d\r\n']
    assert.match((await new Program('run', '--control', ...args).ended).printed, /^:\d+/)
    assert.match((await new Program('run', ...args).ended).printed, /^-ERR unknown command/)
  })

  test('says when there is no such program', async () => {
    const { printed, code } = await new Program('run', '--', 'no-such-program').ended
    assert.equal(code, 127)
    assert.match(printed, /there is no program 'no-such-program'/)
    const folderItself = await new Program('run', '--', folder).ended
    assert.equal(folderItself.code, 126)
    assert.match(folderItself.printed, /may not be run/)
  })
})

describe('with a server', () => {
  let redis: Resident

  beforeEach(async () => {
    redis = await startServer({ config: { databases: 21 } })
  })

  afterEach(() => redis.close())

  test('resident monitor shows what it runs', async () => {
    const monitor = new Program('monitor', redis.url)
    while (redis.clients[0]?.lastCommand !== 'monitor') await turn()
    redis.connect().write('SET k "two words"\r\n')
    await monitor.prints(/^\d+\.\d+ \[0 .*\] "SET" "k" "two words"$/m)
    monitor.child.kill('SIGINT')
    assert.equal((await monitor.ended).code, 0)
  })

  test('resident monitor ends when nobody reads it any more', async () => {
    const monitor = new Program('monitor', redis.url)
    while (redis.clients[0]?.lastCommand !== 'monitor') await turn()
    monitor.child.stdout!.destroy()
    const client = redis.connect()
    while (redis.clients.some(({ lastCommand }) => lastCommand === 'monitor')) {
      client.write('PING\r\n')
      await turn()
    }
    assert.deepEqual(await monitor.ended, { printed: '', code: 0 })
  })

  test('resident load needs no functions on the other side, unless there are some to load', async () => {
    await redis.close()
    redis = await startServer({ renames: [['function', '']] })
    const path = join(folder, 'data.json')
    writeFileSync(path, '{ "k": "v" }')
    assert.equal((await new Program('load', path, redis.url).ended).code, 0)
    assert.equal(redis.db().get('k'), 'v')
  })

  for (const name of ['state.rdb', 'state.snapshot']) {
    test(`resident dump and load carry all data by ${name}`, async () => {
      const path = join(folder, name)
      redis.db().set('k', 'v')
      redis.db(20).hset('h', { f: '1' })
      await redis.run(['EXPIRE', 'k', '1000'])
      const dumped = await new Program('dump', path, redis.url).ended
      assert.deepEqual(dumped, { printed: `2 keys written to ${path}\n`, code: 0 })

      await using other = await startServer({ config: { databases: 21 } })
      other.db().set('old', 'x')
      const loaded = await new Program('load', path, other.url, '--flush').ended
      assert.deepEqual(loaded, { printed: `2 keys loaded from ${path}\n`, code: 0 })
      assert.deepEqual(other.db().keys(), ['k'])
      assert.equal(other.db(20).hget('h', 'f'), '1')
      assert.ok(Number(await other.run(['TTL', 'k'])) > 900)
    })
  }
})

test('errors say what to do', async () => {
  const nobody = await new Program('dump', 'a.rdb', 'redis://127.0.0.1:1').ended
  assert.equal(nobody.code, 1)
  assert.match(
    nobody.printed,
    /redis:\/\/127\.0\.0\.1:1: nothing listens there\. Start a server with/,
  )
  const wrong = await new Program('monitor', '127.0.0.1').ended
  assert.match(wrong.printed, /'127\.0\.0\.1' is not a URL of the form redis:\/\/host:port/)
  const kind = await new Program('dump', 'a.json').ended
  assert.equal(kind.code, 1)
  assert.match(kind.printed, /a\.json: a dump is no \.json file: name it \*\.rdb/)
  const missing = await new Program('run', '--load', join(folder, 'no.rdb'), '--', 'true').ended
  assert.match(missing.printed, /there is no file .*no\.rdb/)
  const unknown = await new Program('fly').ended
  assert.equal(unknown.code, 2)
  assert.equal(unknown.printed, "resident: there is no command 'fly'\nSee 'resident --help'.\n")
  const option = await new Program('serve', '--frobnicate', 'x').ended
  assert.equal(
    option.printed,
    `resident: --frobnicate "x": there is no such parameter of redis.conf, or it takes another number of values
See 'resident serve --help'.
`,
  )
})
