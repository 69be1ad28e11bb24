import { strict as assert } from 'node:assert'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Duplex } from 'node:stream'
import { fromUtf8 } from '@resident/bytes'
import { allCommands } from '@resident/commands'
import { mapEngine } from '@resident/engine-map'
import { afterEach, beforeEach, describe, test } from 'vitest'
import { createServer, type Server } from '../server.ts'
import type { ServerOptions } from '../server-options.ts'
import type { DataFiles } from './data-files.ts'
import { disk } from './disk.ts'

let folder: string
const servers: Server[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'resident-persistence-'))
})

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()))
  rmSync(folder, { recursive: true, force: true })
})

function make(config: Record<string, string> = {}, options: Partial<ServerOptions> = {}): Server {
  const server = createServer({
    engine: mapEngine,
    commands: allCommands,
    config: { dir: folder, 'enable-debug-command': 'yes', ...config },
    ...options,
  })
  servers.push(server)
  return server
}

async function ask(socket: Duplex, request: string): Promise<string> {
  socket.write(`${request}\r\n`, 'latin1')
  return String((await once(socket, 'data'))[0]).replace(/\r\n$/, '')
}

async function info(server: Server, field: string): Promise<string | undefined> {
  const reply = await ask(server.connect(), 'INFO persistence')
  return new RegExp(`^${field}:(.*)\r$`, 'm').exec(`${reply}\r\n`)?.[1]
}

/** A server that has loaded what lies in the folder. */
async function reloaded(config: Record<string, string> = {}): Promise<Server> {
  const server = make(config)
  await server.persistence.load()
  return server
}

function fill(server: Server, count: number): void {
  const db = server.databases.at(0)!
  for (let i = 0; i < count; i++) db.store(fromUtf8(`key:${i}`), i)
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

/** Files whose drafts fail where they are told to. */
function failing(at: 'draft' | 'write' | 'commit'): DataFiles & { fail: boolean } {
  const files = {
    fail: true,
    open: disk.open,
    draft(path: string) {
      const demand = (here: typeof at): void => {
        if (files.fail && at === here) throw new Error('No space left on device')
      }
      demand('draft')
      const draft = disk.draft(path)
      return {
        write: (piece: Uint8Array) => {
          demand('write')
          draft.write(piece)
        },
        commit: () => {
          demand('commit')
          draft.commit()
        },
        commitLater: (done: (error: unknown) => void) => {
          if (files.fail && at === 'commit') done(new Error('No space left on device'))
          else draft.commitLater(done)
        },
        discard: () => draft.discard(),
      }
    },
  }
  return files
}

test('SAVE writes a file from which another server begins, deadlines and databases kept', async () => {
  const server = make()
  server.clock.freeze()
  const client = server.connect()
  for (const request of [
    'SET s v',
    'SET e v PXAT 99999999999999',
    'RPUSH l a b',
    'SADD i 3 1 2',
    'ZADD z 1 a',
    'XADD x 1-1 f v',
    'XGROUP CREATE x g 0',
    'SELECT 5',
    'HSET h f v',
    'SAVE',
  ]) {
    assert.doesNotMatch(await ask(client, request), /^-/)
  }
  const digest = await ask(client, 'DEBUG DIGEST')
  assert.deepEqual(readdirSync(folder), ['dump.rdb'])

  const again = (await reloaded()).connect()
  assert.equal(await ask(again, 'DEBUG DIGEST'), digest)
  assert.equal(await ask(again, 'PEXPIRETIME e'), ':99999999999999')
  assert.equal(
    await ask(again, 'XINFO GROUPS x'),
    await ask(client, 'SELECT 0').then(() => ask(client, 'XINFO GROUPS x')),
  )
  assert.equal(await ask(again, 'OBJECT ENCODING i'), '$6\r\nintset')
})

test('a server without a file begins empty, and keys past their time are not loaded', async () => {
  const server = make()
  assert.equal(await server.persistence.load(), false)
  server.clock.freeze()
  const client = server.connect()
  await ask(client, 'SET gone v PX 10')
  await ask(client, 'SET stays v')
  await ask(client, 'SAVE')
  const other = make()
  other.clock.freeze()
  other.clock.set(server.clock.now() + 11)
  assert.equal(await other.persistence.load(), true)
  assert.equal(await ask(other.connect(), 'DBSIZE'), ':1')
  assert.equal(await info(other, 'rdb_last_load_keys_loaded'), '1')
  assert.equal(await info(other, 'rdb_last_load_keys_expired'), '1')
  assert.equal(await info(other, 'rdb_changes_since_last_save'), '0')
})

test('a file that cannot be read whole is refused with the reason', async () => {
  const client = make().connect()
  await ask(client, 'SET k v')
  await ask(client, 'SAVE')
  const path = join(folder, 'dump.rdb')
  const sound = readFileSync(path)
  const changed = Buffer.from(sound)
  changed[sound.length - 1] = (sound.at(-1) as number) ^ 1
  const cases: readonly [Uint8Array, RegExp][] = [
    [Buffer.from('nonsense, and long enough'), /Wrong signature/],
    [sound.subarray(0, sound.length - 9), /Short read/],
    [changed, /Wrong RDB checksum/],
  ]
  for (const [content, message] of cases) {
    writeFileSync(path, content)
    await assert.rejects(make().persistence.load(), { code: 'ERR_LOAD', message })
  }
  rmSync(path)
  mkdirSync(path)
  await assert.rejects(make().persistence.load(), { code: 'ERR_LOAD' })
})

test('a file of more databases than there are is refused', async () => {
  const client = make().connect()
  await ask(client, 'SELECT 7')
  await ask(client, 'SET k v')
  await ask(client, 'SAVE')
  await assert.rejects(make({ databases: '4' }).persistence.load(), {
    code: 'ERR_LOAD',
    message: /configured to handle more than 4 databases/,
  })
})

describe('BGSAVE', () => {
  test('saves what was there when it was asked, whatever is written meanwhile', async () => {
    const server = make()
    fill(server, 20_000)
    const client = server.connect()
    assert.equal(await ask(client, 'BGSAVE'), '+Background saving started')
    await ask(client, 'FLUSHDB')
    await ask(client, 'SET new v')
    for (let i = 0; i < 100; i++) await turn()
    assert.equal(await info(server, 'rdb_bgsave_in_progress'), '1')
    server.clock.advance(200)
    assert.equal(await info(server, 'rdb_bgsave_in_progress'), '0')
    assert.equal(await info(server, 'rdb_last_bgsave_status'), 'ok')
    // What was changed while it was saved still is to be saved.
    assert.equal(await info(server, 'rdb_changes_since_last_save'), '20001')
    const again = (await reloaded()).connect()
    assert.equal(await ask(again, 'DBSIZE'), ':20000')
    assert.equal(await ask(again, 'GET key:19999'), '$5\r\n19999')
  })

  test('goes on when time does not, and tells who waits for it', async () => {
    const server = make()
    server.clock.freeze()
    fill(server, 50_000)
    assert.equal(await server.persistence.saveLater(), true)
    assert.equal(server.persistence.saving, false)
    assert.equal(await ask((await reloaded()).connect(), 'DBSIZE'), ':50000')
  })

  test('is broken off by FLUSHALL and by the end of the server, and leaves no file', async () => {
    const server = make()
    fill(server, 50_000)
    const client = server.connect()
    await ask(client, 'BGSAVE')
    await ask(client, 'FLUSHALL')
    assert.equal(server.persistence.saving, false)
    await ask(client, 'BGSAVE')
    await server.close()
    for (let i = 0; i < 50; i++) await turn()
    assert.deepEqual(readdirSync(folder), [])
  })

  test('writes in slices', async () => {
    const server = make()
    fill(server, 100_000)
    // A stopwatch that ticks by being looked at: what a slice does is counted, not timed.
    let looks = 0
    server.clock.elapsed = () => ++looks / 20
    let slices = 0
    let most = 0
    let looked = 0
    const saved = server.persistence.saveLater()
    let done = false
    void saved.then(() => {
      done = true
    })
    while (!done) {
      await turn()
      if (looks > looked) slices++
      most = Math.max(most, looks - looked)
      looked = looks
    }
    // A slice is of 5 ms, a look at the stopwatch is for every 16 keys.
    assert.ok(slices >= 50, `${slices} slices`)
    assert.ok(most <= 120, `${most} looks in one turn`)
  })
})

describe('a save that fails', () => {
  for (const at of ['draft', 'write', 'commit'] as const) {
    test(`at its ${at} leaves the last file as it was, and no other`, async () => {
      const files = failing(at)
      const server = make({}, { files })
      const client = server.connect()
      files.fail = false
      await ask(client, 'SET k old')
      assert.equal(await ask(client, 'SAVE'), '+OK')
      files.fail = true
      await ask(client, 'SET k new')
      assert.equal(await ask(client, 'SAVE'), '-ERR')
      assert.equal(await ask(client, 'DEBUG RELOAD'), '-ERR')
      assert.equal(await ask(client, 'BGSAVE'), '+Background saving started')
      server.clock.advance(200)
      assert.equal(await info(server, 'rdb_last_bgsave_status'), 'err')
      assert.equal(await server.persistence.saveLater(), false)
      assert.equal(await info(server, 'rdb_saves'), '4')
      server.resetStats()
      assert.equal(await info(server, 'rdb_saves'), '0')
      assert.deepEqual(readdirSync(folder), ['dump.rdb'])
      assert.equal(await ask((await reloaded()).connect(), 'GET k'), '$3\r\nold')
    })
  }

  test('since something stands in the place of its file leaves nothing beside it', async () => {
    mkdirSync(join(folder, 'dump.rdb'))
    const server = make()
    assert.equal(await ask(server.connect(), 'SAVE'), '-ERR')
    assert.equal(await server.persistence.saveLater(), false)
    assert.deepEqual(readdirSync(folder), ['dump.rdb'])
  })

  test('stops writes where saves are wanted, until one succeeds', async () => {
    const files = failing('write')
    const server = make({ save: '3600 1' }, { files })
    const client = server.connect()
    assert.equal(await ask(client, 'SET k v'), '+OK')
    await ask(client, 'BGSAVE')
    server.clock.advance(200)
    const refusal =
      /^-MISCONF Redis is configured to save RDB snapshots, but .* about the RDB error\.$/
    assert.match(await ask(client, 'SET k w'), refusal)
    assert.match(await ask(client, 'PING'), refusal)
    assert.equal(await ask(client, 'GET k'), '$1\r\nv')
    assert.equal(await ask(client, 'CONFIG SET stop-writes-on-bgsave-error no'), '+OK')
    assert.equal(await ask(client, 'SET k w'), '+OK')
    assert.equal(await ask(client, 'CONFIG SET stop-writes-on-bgsave-error yes'), '+OK')
    files.fail = false
    assert.equal(await ask(client, 'SAVE'), '+OK')
    assert.equal(await ask(client, 'SET k x'), '+OK')
  })

  test('is an error of SHUTDOWN, but for FORCE', async () => {
    const server = make({ save: '3600 1' }, { files: failing('draft') })
    const client = server.connect()
    assert.equal(await ask(client, 'SHUTDOWN'), '-ERR Errors trying to SHUTDOWN. Check logs.')
    assert.equal(
      await ask(client, 'SHUTDOWN SAVE NOW'),
      '-ERR Errors trying to SHUTDOWN. Check logs.',
    )
    client.write('SHUTDOWN FORCE\r\n')
    await server.ended
  })
})

test('save points save when so much has changed and so much time has passed', async () => {
  const server = make({ save: '100 2 10 3' })
  const client = server.connect()
  const savedAt = async (): Promise<string> => ask(client, 'LASTSAVE')
  const start = await savedAt()
  await ask(client, 'MSET a 1 b 2')
  server.clock.advance(50_000)
  assert.equal(await savedAt(), start)
  await ask(client, 'MSET a 1 b 2')
  server.clock.advance(52_000)
  server.clock.advance(1_000)
  assert.notEqual(await savedAt(), start)
  assert.equal(await info(server, 'rdb_changes_since_last_save'), '0')
  assert.equal(await ask((await reloaded()).connect(), 'DBSIZE'), ':2')
})

test('SHUTDOWN saves where saves are wanted or asked for, and ends every client', async () => {
  const cases: readonly [save: string, request: string, saved: boolean][] = [
    ['', 'SHUTDOWN', false],
    ['', 'SHUTDOWN SAVE', true],
    ['3600 1', 'SHUTDOWN NOSAVE', false],
    ['3600 1', 'SHUTDOWN NOW', true],
  ]
  for (const [save, request, saved] of cases) {
    const server = make({ save })
    const client = server.connect()
    const blocked = server.connect()
    blocked.resume()
    blocked.write('BLPOP l 0\r\n')
    await ask(client, 'SET k v')
    const ends = Promise.all([once(client.resume(), 'close'), once(blocked, 'close')])
    client.write(`${request}\r\n`)
    await ends
    await server.ended
    assert.equal(readdirSync(folder).includes('dump.rdb'), saved, `${request}, save '${save}'`)
    rmSync(join(folder, 'dump.rdb'), { force: true })
  }
})

test('FLUSHALL saves the nothing that is left where saves are wanted', async () => {
  const client = make({ save: '3600 1' }).connect()
  await ask(client, 'SET k v')
  await ask(client, 'FLUSHALL')
  const again = await reloaded()
  assert.equal(await ask(again.connect(), 'DBSIZE'), ':0')
  assert.deepEqual(readdirSync(folder), ['dump.rdb'])
})

test('what redis-server would log is told', async () => {
  const lines: string[] = []
  const server = make({}, { log: (level, message) => lines.push(`${level}: ${message}`) })
  await ask(server.connect(), 'SAVE')
  await server.persistence.load()
  assert.deepEqual(lines.slice(0, 1), ['notice: DB saved on disk'])
  assert.match(lines[1] as string, /^notice: DB loaded from disk: 0\.\d{3} seconds$/)
})
