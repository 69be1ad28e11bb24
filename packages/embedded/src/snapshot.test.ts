import { strict as assert } from 'node:assert'
import { once } from 'node:events'
import { SeededRandom } from '@resident/keyspace'
import { afterEach, beforeEach, describe, test } from 'vitest'
import { type PlainReply, type Resident, type Snapshot, startServer, type Word } from './index.ts'
import { ask } from './testing/ask.ts'

const NOW = new Date('2024-01-01').getTime()
const DATABASES = 3

let redis: Resident

beforeEach(async () => {
  redis = await startServer({ port: false })
})

afterEach(() => redis.close())

describe('going back to a snapshot', () => {
  test('brings back data, deadlines and functions', async () => {
    redis.clock.freeze()
    const code = '#!lua name=l\nredis.register_function("f", function() return 7 end)'
    await redis.run(['FUNCTION', 'LOAD', code])
    redis.db().set('k', 'v', { ttl: 1000 })
    redis.db(2).push('l', ['a', 'b'])
    const before = redis.dump()
    const snapshot = redis.snapshot()
    assert.equal(snapshot.size, 2)
    redis.db().delete('k')
    redis.db(2).push('l', ['c'])
    redis.db(1).set('other', 1)
    await redis.run(['FUNCTION', 'FLUSH'])
    redis.restore(snapshot)
    assert.equal(redis.dump(), before)
    assert.equal(await redis.run(['FCALL', 'f', 0]), 7)
    redis.clock.advance(1000)
    assert.equal(redis.db().get('k'), undefined)
  })

  test('brings back the time of a clock that was stopped or moved, and leaves one alone that was not', () => {
    const real = redis.snapshot()
    redis.clock.advance('1d')
    const tomorrow = redis.snapshot()
    redis.clock.freeze()
    const stopped = redis.clock.now()
    const still = redis.snapshot()
    redis.clock.advance('7d')
    redis.restore(real)
    assert.equal(redis.clock.now(), stopped + 7 * 86_400_000)
    redis.restore(still)
    assert.equal(redis.clock.now(), stopped)
    redis.restore(tomorrow)
    assert.equal(redis.clock.frozen, false)
    const ahead = redis.clock.now() - Date.now()
    assert.ok(Math.abs(ahead - 86_400_000) < 60_000, `${ahead} ms`)
  })

  test('leaves configuration, users and clients alone', async () => {
    const snapshot = redis.snapshot()
    const socket = redis.connect()
    assert.equal(await ask(socket, 'CLIENT SETNAME me'), '+OK\r\n')
    assert.equal(await ask(socket, 'CONFIG SET maxmemory-samples 7'), '+OK\r\n')
    assert.equal(await ask(socket, 'ACL SETUSER alice on'), '+OK\r\n')
    redis.restore(snapshot)
    assert.equal(redis.config('maxmemory-samples'), '7')
    assert.equal(await ask(socket, 'CLIENT GETNAME'), '$2\r\nme\r\n')
    assert.match(await ask(socket, 'ACL USERS'), /alice/)
  })

  test('breaks transactions whose keys were or are there, and no others', async () => {
    const socket = redis.connect()
    redis.db().set('before', 1)
    const snapshot = redis.snapshot()
    const outcome = async (key: string): Promise<string> => {
      redis.restore(snapshot)
      redis.db().set('since', 1)
      await ask(socket, `WATCH ${key}`)
      redis.restore(snapshot)
      await ask(socket, 'MULTI')
      return ask(socket, 'EXEC')
    }
    assert.equal(await outcome('before'), '*-1\r\n')
    assert.equal(await outcome('since'), '*-1\r\n')
    assert.equal(await outcome('neither'), '*0\r\n')
  })

  test('tells clients that track keys to forget what they know', async () => {
    const socket = redis.connect()
    await ask(socket, 'HELLO 3')
    await ask(socket, 'CLIENT TRACKING on')
    const told = once(socket, 'data')
    redis.restore(redis.snapshot())
    assert.equal(String((await told)[0]), '>2\r\n$10\r\ninvalidate\r\n_\r\n')
  })

  test('serves who waits for what is there again, without touching the snapshot', async () => {
    redis.db().push('l', ['a', 'b'])
    const snapshot = redis.snapshot()
    redis.db().flush()
    const waiting = ask(redis.connect(), 'BLPOP l 0')
    await new Promise((resolve) => setImmediate(resolve))
    redis.restore(snapshot)
    assert.equal(await waiting, '*2\r\n$1\r\nl\r\n$1\r\na\r\n')
    assert.deepEqual(redis.db().list('l'), ['b'])
    redis.restore(snapshot)
    assert.deepEqual(redis.db().list('l'), ['a', 'b'])
  })

  test('of another server is possible, where there are databases enough', async () => {
    await using small = await startServer({ port: false, config: { databases: '1' } })
    redis.db().set('k', 'v')
    small.restore(redis.snapshot())
    assert.equal(small.db().get('k'), 'v')
    redis.db(5).set('k', 'v')
    assert.throws(() => small.restore(redis.snapshot()), { code: 'ERR_DATABASES' })
    assert.throws(() => small.db(1), { code: 'ERR_DATABASES' })
  })

  test('is refused, as a snapshot is, while a script stands half-way', async () => {
    await redis.run(['CONFIG', 'SET', 'busy-reply-threshold', 1])
    const snapshot = redis.snapshot()
    const socket = redis.connect()
    const answer = ask(socket, 'EVAL "for i = 1, 300000 do end return 1" 0')
    const other = redis.connect()
    while (!(await ask(other, 'GET k')).startsWith('-BUSY')) {}
    for (const deed of [
      () => redis.snapshot(),
      () => redis.restore(snapshot),
      () => redis.db().set('k', 'v'),
    ])
      assert.throws(deed, { code: 'ERR_BUSY' })
    await assert.rejects(redis.fork(), { code: 'ERR_BUSY' })
    assert.equal(await answer, ':1\r\n')
    redis.restore(snapshot)
  })
})

describe('a fork', () => {
  test('is a server of its own with the same data, options and time', async () => {
    await using origin = await startServer({ config: { requirepass: 'secret', databases: '4' } })
    origin.clock.freeze()
    origin.clock.set(NOW)
    origin.db(3).hset('h', { f: 'v' })
    await using fork = await origin.fork()
    assert.notEqual(fork.port, origin.port)
    assert.equal(fork.config('requirepass'), 'secret')
    assert.equal(fork.clock.now(), NOW)
    fork.db(3).hset('h', { f: 'fork' })
    assert.equal(origin.db(3).hget('h', 'f'), 'v')
    origin.db(3).flush()
    assert.equal(fork.db(3).hget('h', 'f'), 'fork')
  })

  test('decides encodings by its own configuration', async () => {
    redis.db().hset('h', { a: 1 })
    await using fork = await redis.fork()
    await redis.run(['CONFIG', 'SET', 'hash-max-listpack-entries', 1])
    fork.db().hset('h', { b: 1 })
    redis.db().hset('h', { b: 1 })
    assert.equal(await fork.run(['OBJECT', 'ENCODING', 'h']), 'listpack')
    assert.equal(await redis.run(['OBJECT', 'ENCODING', 'h']), 'hashtable')
  })
})

test('the same seed repeats what chance decides, evictions too', async () => {
  // All at once: else a slow machine leaves some of it for later.
  await redis.run(['CONFIG', 'SET', 'maxmemory-eviction-tenacity', 100])
  const play = async (): Promise<PlainReply[]> => {
    redis.db().flush()
    redis.seed(42)
    await redis.run(['CONFIG', 'SET', 'maxmemory', 0])
    for (let i = 0; i < 300; i++) redis.db().set(`k${i}`, 'x'.repeat(200))
    redis.db().sadd('s', ...Array.from({ length: 50 }, (_, i) => `m${i}`))
    const drawn = [await redis.run(['SPOP', 's', 5]), await redis.run(['RANDOMKEY'])]
    await redis.run(['CONFIG', 'SET', 'maxmemory-policy', 'allkeys-random'])
    await redis.run(['CONFIG', 'SET', 'maxmemory', 900_000])
    const socket = redis.connect()
    await ask(socket, 'SET one more')
    socket.destroy()
    return [...drawn, redis.db().keys()]
  }
  const first = await play()
  assert.ok((first[2] as string[]).length < 290)
  assert.deepEqual(await play(), first)
})

// What commands do to keys of every type, by chance.

type Roll = (sides: number) => number
type Draw = (roll: Roll) => Word[]

const key = (roll: Roll): string => `key:${roll(40)}`
const member = (roll: Roll): string => `m${roll(roll(8) === 0 ? 700 : 30)}`
const id = (roll: Roll): string => `${1 + roll(50)}-${roll(3)}`

const DRAWS: readonly Draw[] = [
  (r) => ['SET', key(r), member(r)],
  (r) => ['SET', key(r), r(1e6), 'PX', 1 + r(5000)],
  (r) => ['APPEND', key(r), member(r)],
  (r) => ['SETRANGE', key(r), r(50), member(r)],
  (r) => ['SETBIT', key(r), r(200), r(2)],
  (r) => ['BITFIELD', key(r), 'INCRBY', 'u8', r(64), 3],
  (r) => ['BITOP', 'XOR', key(r), key(r), key(r)],
  (r) => ['PFADD', key(r), member(r)],
  (r) => ['PFCOUNT', key(r)],
  (r) => ['PFMERGE', key(r), key(r), key(r)],
  (r) => ['INCRBY', key(r), r(100)],
  (r) => ['GETDEL', key(r)],
  (r) => ['RPUSH', key(r), member(r), member(r), member(r)],
  (r) => ['LPUSH', key(r), member(r), member(r)],
  (r) => ['LPOP', key(r), 1 + r(2)],
  (r) => ['LSET', key(r), r(3), member(r)],
  (r) => ['LINSERT', key(r), 'BEFORE', member(r), member(r)],
  (r) => ['LREM', key(r), 1, member(r)],
  (r) => ['LTRIM', key(r), r(2), 20],
  (r) => ['LMOVE', key(r), key(r), 'LEFT', 'RIGHT'],
  (r) => ['HSET', key(r), member(r), member(r), member(r), member(r)],
  (r) => ['HDEL', key(r), member(r)],
  (r) => ['HINCRBY', key(r), 'n', r(9)],
  (r) => ['SADD', key(r), member(r), r(900), member(r)],
  (r) => ['SREM', key(r), member(r)],
  (r) => ['SPOP', key(r)],
  (r) => ['SMOVE', key(r), key(r), member(r)],
  (r) => ['SUNIONSTORE', key(r), key(r), key(r)],
  (r) => ['ZADD', key(r), r(100), member(r), r(100), member(r)],
  (r) => ['ZINCRBY', key(r), r(100), member(r)],
  (r) => ['ZREM', key(r), member(r)],
  (r) => ['ZPOPMIN', key(r)],
  (r) => ['ZUNIONSTORE', key(r), 2, key(r), key(r)],
  (r) => ['ZREMRANGEBYRANK', key(r), 0, 0],
  (r) => ['ZRANGESTORE', key(r), key(r), 0, 10],
  (r) => ['SORT', key(r), 'ALPHA', 'STORE', key(r)],
  (r) => ['XADD', key(r), id(r), 'f', member(r)],
  (r) => ['XADD', key(r), 'MAXLEN', 20, '*', 'f', member(r)],
  (r) => ['XDEL', key(r), id(r)],
  (r) => ['XTRIM', key(r), 'MAXLEN', r(10)],
  (r) => ['XGROUP', 'CREATE', key(r), 'g', 0, 'MKSTREAM'],
  (r) => ['XREADGROUP', 'GROUP', 'g', `c${r(3)}`, 'COUNT', 3, 'STREAMS', key(r), '>'],
  (r) => ['XACK', key(r), 'g', id(r)],
  (r) => ['XCLAIM', key(r), 'g', `c${r(3)}`, 0, id(r)],
  (r) => ['XAUTOCLAIM', key(r), 'g', `c${r(3)}`, 0, 0, 'COUNT', 2],
  (r) => ['XGROUP', 'DELCONSUMER', key(r), 'g', `c${r(3)}`],
  (r) => ['XGROUP', 'DESTROY', key(r), 'g'],
  (r) => ['XSETID', key(r), '60-0'],
  (r) => ['PEXPIRE', key(r), 1 + r(9000)],
  (r) => ['PERSIST', key(r)],
  (r) => ['DEL', key(r)],
  (r) => ['UNLINK', key(r), key(r)],
  (r) => ['RENAME', key(r), key(r)],
  (r) => ['COPY', key(r), key(r), 'REPLACE'],
  (r) => ['MOVE', key(r), r(DATABASES)],
  (r) => ['GET', key(r)],
  (r) => ['EVAL', "return redis.call('APPEND', KEYS[1], 'lua')", 1, key(r)],
  (r) => (r(30) === 0 ? ['SWAPDB', r(DATABASES), r(DATABASES)] : ['DBSIZE']),
  (r) => (r(60) === 0 ? ['FLUSHDB'] : ['DBSIZE']),
  (r) => (r(150) === 0 ? ['FLUSHALL'] : ['DBSIZE']),
  (r) => ['FUNCTION', 'LOAD', 'REPLACE', libraryOf(r(2), r(9))],
  (r) => (r(5) === 0 ? ['FUNCTION', 'FLUSH'] : ['DBSIZE']),
]

function libraryOf(name: number, answer: number): string {
  return `#!lua name=l${name}\nredis.register_function('f${name}', function() return ${answer} end)`
}

/** All that a snapshot holds, written out key by key. */
async function stateOf(server: Resident): Promise<unknown> {
  const state: unknown[] = [await server.run(['FUNCTION', 'LIST', 'WITHCODE'])]
  for (let db = 0; db < DATABASES; db++) {
    const { bytes } = server.snapshot().image.databases[db]!.table
    state.push(bytes)
    for (const key of server.db(db).keys()) {
      state.push([
        key,
        await server.run(['OBJECT', 'ENCODING', key], { db }),
        await server.run(['PEXPIRETIME', key], { db }),
        await server.run(['DEBUG', 'DIGEST-VALUE', key], { db }),
        await server.run(['MEMORY', 'USAGE', key, 'SAMPLES', 0], { db }),
        server.db(db).type(key) === 'stream' ? await streamOf(server, db, key) : '',
      ])
    }
    state.push(server.db(db).dump())
  }
  return state
}

async function streamOf(server: Resident, db: number, key: string): Promise<PlainReply> {
  return server.run(['XINFO', 'STREAM', key, 'FULL', 'COUNT', 0], { db })
}

for (const engine of ['map', 'btree'] as const) {
  test(`random commands among snapshots, restores and forks, ${engine}: all is as deep copies would have it`, async () => {
    for (let seed = 1; seed <= 3; seed++) {
      const random = new SeededRandom(seed)
      const roll: Roll = (sides) => random.below(sides)
      const config = { 'enable-debug-command': 'yes', databases: String(DATABASES) }
      const origin = await startServer({ port: false, engine, config, seed })
      origin.clock.freeze()
      origin.clock.set(NOW)
      const servers = [origin]
      const moments: { snapshot: Snapshot; state: unknown }[] = []
      for (let step = 0; step < 4000; step++) {
        const server = servers[roll(servers.length)]!
        await server
          .run(DRAWS[roll(DRAWS.length)]!(roll), { db: roll(DATABASES) })
          .catch((refusal) => assert.equal(refusal.name, 'ErrorReply'))
        if (roll(40) === 0) server.clock.advance(roll(200))
        if (roll(100) !== 0) continue
        const moment = moments[roll(moments.length || 1)]
        const deed = roll(4)
        if (deed === 0 || moment === undefined) {
          const state = await stateOf(server)
          moments.push({ snapshot: server.snapshot(), state })
        } else if (deed === 1 && servers.length < 3) {
          const state = await stateOf(server)
          const fork = await server.fork()
          servers.push(fork)
          assert.deepEqual(await stateOf(fork), state, `fork, seed ${seed}, step ${step}`)
        } else {
          server.restore(moment.snapshot)
          assert.deepEqual(await stateOf(server), moment.state, `seed ${seed}, step ${step}`)
        }
      }
      for (const { snapshot, state } of moments) {
        origin.restore(snapshot)
        assert.deepEqual(await stateOf(origin), state, `at the end, seed ${seed}`)
      }
      // What was counted for keys goes with them.
      for (let db = 0; db < DATABASES; db++) {
        for (const key of origin.db(db).keys()) origin.db(db).delete(key)
        assert.equal(origin.snapshot().image.databases[db]!.table.bytes, 0)
      }
      for (const server of servers) await server.close()
    }
  })
}
