import { strict as assert } from 'node:assert'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, test } from 'vitest'
import { type Resident, startServer } from '../index.ts'

let folder: string
let redis: Resident

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'resident-files-'))
  redis = await startServer({ port: false })
})

afterEach(async () => {
  await redis.close()
  rmSync(folder, { recursive: true, force: true })
})

function file(name: string, content?: string | Buffer): string {
  const path = join(folder, name)
  if (content !== undefined) writeFileSync(path, content)
  return path
}

describe('a snapshot in a file', () => {
  async function fill(): Promise<void> {
    redis.clock.freeze()
    const db = redis.db()
    db.set('binary', Buffer.from([0, 13, 10, 255]), { ttl: 5000 })
    db.set(Buffer.from([255, 0]), 'bytes for a key')
    db.set('integer', 42)
    db.set('large', '9223372036854775807')
    db.set('empty', '')
    await redis.run(['SETRANGE', 'edited', 3, 'x'])
    db.push('list', ['a', 'b', ''])
    db.hset('hash', { f: 'v', ü: 'ü' })
    db.sadd('integers', 3, 1, 2)
    db.sadd('words', 'b', 'a')
    db.zadd('zset', { low: -Infinity, half: 0.5, high: Infinity })
    db.xadd('stream', { f: 'v' }, '1-1')
    await redis.run(['XGROUP', 'CREATE', 'stream', 'g', 0])
    await redis.run(['XREADGROUP', 'GROUP', 'g', 'c', 'STREAMS', 'stream', '>'])
    for (let i = 0; i < 3000; i++) redis.db(3).set(`key:${i}`, 'x'.repeat(i % 90))
    await redis.run([
      'FUNCTION',
      'LOAD',
      '#!lua name=l\nredis.register_function("f", function() return 7 end)',
    ])
  }

  test('brings back all of it, in another server too', async () => {
    await fill()
    const before = redis.dump()
    const path = file('state')
    await redis.saveSnapshot(path)
    assert.deepEqual(readdirSync(folder), ['state'])
    const now = redis.clock.now()
    redis.clock.advance('1h')
    redis.db().flush()
    const snapshot = await redis.loadSnapshot(path)
    assert.equal(snapshot.size, 3012)
    assert.equal(redis.dump(), before)
    assert.equal(redis.clock.now(), now)
    await using other = await startServer({ port: false, engine: 'map' })
    await other.loadSnapshot(path)
    assert.equal(other.dump(), before)
    assert.equal(await other.run(['FCALL', 'f', 0]), 7)
    for (const key of ['integer', 'large', 'integers', 'hash', 'stream']) {
      const words = ['OBJECT', 'ENCODING', key]
      assert.equal(await other.run(words), await redis.run(words), key)
    }
    assert.deepEqual(
      await other.run(['XINFO', 'STREAM', 'stream', 'FULL']),
      await redis.run(['XINFO', 'STREAM', 'stream', 'FULL']),
    )
  })

  test('shows the moment of the snapshot, whatever is written meanwhile', async () => {
    await fill()
    const before = redis.dump()
    const saved = redis.saveSnapshot(file('state'))
    redis.db(3).flush()
    redis.db().push('list', ['c'])
    await saved
    await redis.loadSnapshot(file('state'))
    assert.equal(redis.dump(), before)
  })

  test('that is cut off anywhere, or is something else, changes nothing', async () => {
    await fill()
    const path = file('state')
    await redis.saveSnapshot(path)
    const whole = readFileSync(path)
    redis.db().set('mine', 1)
    const before = redis.dump()
    for (const length of [0, 4, 8, 10, 60, whole.length >> 1, whole.length - 1]) {
      file('cut', whole.subarray(0, length))
      await assert.rejects(redis.loadSnapshot(file('cut')), { code: 'ERR_SNAPSHOT_FILE' })
    }
    const later = Buffer.from(whole)
    later[later.indexOf('version') + 7] = 2
    file('later', later)
    await assert.rejects(redis.loadSnapshot(file('later')), /its version is 2; known here is 1/)
    await assert.rejects(redis.loadSnapshot(file('missing')), { code: 'ERR_SNAPSHOT_FILE' })
    assert.equal(redis.dump(), before)
  })

  test('that cannot be written leaves the one before as it is', async () => {
    await assert.rejects(redis.saveSnapshot(join(folder, 'no', 'such', 'folder')), {
      code: 'ENOENT',
    })
  })
})

describe('JSON', () => {
  test('says what keys hold', () => {
    redis.clock.freeze()
    redis.db(1).push('text', ['was something else'])
    redis.loadJson(
      {
        text: 'v',
        number: 7,
        flag: true,
        list: ['a', 2],
        hash: { f: 'v', n: 1 },
        timed: { $string: 'x', $ttl: 1000 },
        set: { $set: ['b', 'a'] },
        zset: { $zset: { one: 1, half: 0.5 } },
        stream: {
          $stream: [
            { $id: '1-1', f: 'v' },
            { $id: '2-0', f: 'w' },
          ],
        },
        nothing: { $list: [] },
      },
      { db: 1 },
    )
    assert.equal(
      redis.dump(),
      `# database 1
"flag" string
  "true"
"hash" hash
  "f" "v"
  "n" "1"
"list" list
  "a"
  "2"
"number" string
  "7"
"set" set
  "a"
  "b"
"stream" stream
  1-1 "f" "v"
  2-0 "f" "w"
"text" string
  "v"
"timed" string (expires in 1000 ms)
  "x"
"zset" zset
  0.5 "half"
  1 "one"
`,
    )
  })

  test('comes from a file, too; what is no value of Redis is named', () => {
    redis.loadJson(file('data.json', '{"k": {"$set": ["m"]}}'))
    assert.deepEqual(redis.db().members('k'), ['m'])
    const broken = file('broken.json', '{"k": ')
    assert.throws(() => redis.loadJson(broken), { code: 'ERR_JSON', message: /broken\.json is no/ })
    for (const value of [null, undefined, { $set: ['a'], $list: [] }, { $bag: [] }, [['nested']]]) {
      assert.throws(() => redis.loadJson({ k: value } as never), { code: 'ERR_JSON' })
    }
  })
})

describe('a file of commands', () => {
  test('is run line by line, as one types them', async () => {
    const path = file(
      'commands.redis',
      '# greetings\nSET greeting "hello\\tworld"\n\r\nSELECT 2\r\nRPUSH l \'a b\' c\nINCR n',
    )
    assert.equal(await redis.loadCommands(path), 4)
    assert.equal(redis.db().get('greeting'), 'hello\tworld')
    assert.deepEqual(redis.db(2).list('l'), ['a b', 'c'])
    assert.equal(redis.db(2).get('n'), '1')
  })

  test('may be in the protocol, and longer than what is read at once', async () => {
    const value = 'x\r\n'.repeat(20_000)
    const request = `*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$${value.length}\r\n${value}\r\n`
    assert.equal(await redis.loadCommands(file('pipe', request), { db: 4 }), 1)
    assert.equal(redis.db(4).get('k'), value)
    await assert.rejects(redis.loadCommands(file('cut', request.slice(0, 100))), {
      code: 'ERR_COMMANDS_FILE',
    })
  })

  test('ends at the first command that is refused', async () => {
    const path = file('commands', 'SET k v\nLPUSH k a\nSET never 1\n')
    await assert.rejects(redis.loadCommands(path), /commands, command 2: WRONGTYPE/)
    assert.deepEqual(redis.db().keys(), ['k'])
    const unbalanced = file('quote', 'SET k v\nSET k "v\n')
    await assert.rejects(redis.loadCommands(unbalanced), /quote, command 2: .*unbalanced quotes/)
    await assert.rejects(redis.loadCommands(file('waits', 'BLPOP l 0\n')), /would have to wait/)
    await assert.rejects(redis.loadCommands(file('missing')), { code: 'ERR_COMMANDS_FILE' })
  })
})
