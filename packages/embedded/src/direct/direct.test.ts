import { strict as assert } from 'node:assert'
import { once } from 'node:events'
import { setImmediate as turn } from 'node:timers/promises'
import { afterEach, beforeEach, describe, test } from 'vitest'
import { type Resident, startServer } from '../index.ts'
import { ask } from '../testing/ask.ts'

let redis: Resident

beforeEach(async () => {
  redis = await startServer({ port: false })
})

afterEach(() => redis.close())

describe('a database without a client', () => {
  test('is read and written by type', () => {
    redis.clock.freeze()
    const db = redis.db(1)
    assert.equal(db.get('k'), undefined)
    db.set('k', 'grüße', { ttl: 60_000 })
    assert.equal(db.get('k'), 'grüße')
    assert.equal(db.ttl('k'), 60_000)
    assert.equal(db.expire('k', undefined), true)
    assert.equal(db.ttl('k'), undefined)
    assert.equal(db.incr('n', 5), 5)
    assert.equal(db.push('l', ['b', 'c']), 2)
    assert.equal(db.push('l', ['a'], 'head'), 3)
    assert.equal(db.pop('l', 'tail'), 'c')
    assert.deepEqual(db.list('l'), ['a', 'b'])
    assert.equal(db.hset('h', { f: 1, g: 'two' }), 2)
    assert.equal(db.hget('h', 'f'), '1')
    assert.equal(db.hget('h', 'none'), undefined)
    assert.equal(db.hdel('h', 'f'), 1)
    assert.deepEqual(db.hash('h'), { g: 'two' })
    assert.equal(db.sadd('s', 'b', 'a'), 2)
    assert.equal(db.srem('s', 'c'), 0)
    assert.equal(db.isMember('s', 'a'), true)
    assert.deepEqual(db.members('s'), ['a', 'b'])
    assert.equal(db.zadd('z', { two: 2, most: Number.POSITIVE_INFINITY, one: 1 }), 3)
    assert.equal(db.zrem('z', 'two'), 1)
    assert.equal(db.score('z', 'one'), 1)
    assert.equal(db.score('z', 'none'), undefined)
    assert.deepEqual(db.ranking('z'), [
      ['one', 1],
      ['most', Number.POSITIVE_INFINITY],
    ])
    assert.equal(db.xadd('x', { f: 'v' }, '5-1'), '5-1')
    assert.deepEqual(db.entries('x'), [{ id: '5-1', fields: { f: 'v' } }])
    const odd = Object.fromEntries([['__proto__', 'v']])
    db.xadd('x', odd, '6-1')
    assert.deepEqual(db.entries('x')[1], { id: '6-1', fields: odd })
    assert.deepEqual(db.keys(), ['h', 'k', 'l', 'n', 's', 'x', 'z'])
    assert.deepEqual(db.keys('[kl]'), ['k', 'l'])
    assert.equal(db.type('z'), 'zset')
    assert.equal(db.type('none'), undefined)
    assert.equal(db.exists('k'), true)
    assert.equal(db.delete('k', 'none'), 1)
    assert.equal(db.size, 6)
    assert.equal(redis.db().size, 0)
    db.flush()
    assert.equal(db.size, 0)
  })

  test('refuses a value of another type', () => {
    redis.db().set('k', 'v')
    assert.throws(() => redis.db().push('k', ['a']), { name: 'ErrorReply', code: 'WRONGTYPE' })
    assert.equal(redis.db().get('k'), 'v')
  })

  test('wakes who waits, breaks transactions that watch, fires events, and no fault or limit stops it', async () => {
    const [waiting, watching, hearing] = [redis.connect(), redis.connect(), redis.connect()]
    await ask(hearing, 'CONFIG SET notify-keyspace-events KEA')
    await ask(hearing, 'CONFIG SET maxmemory 1')
    await ask(hearing, 'SUBSCRIBE __keyevent@0__:rpush')
    await ask(watching, 'WATCH l')
    const popped = ask(waiting, 'BLPOP l 0')
    await turn()
    redis.faults.add({ error: 'ERR struck' })
    const heard = once(hearing, 'data')
    assert.equal(redis.db().push('l', ['a', 'b']), 2)
    assert.equal(await popped, '*2\r\n$1\r\nl\r\n$1\r\na\r\n')
    assert.match(String((await heard)[0]), /rpush/)
    redis.faults.clear()
    await ask(watching, 'MULTI')
    assert.equal(await ask(watching, 'EXEC'), '*-1\r\n')
  })

  test('is nobody whom clients, counters or the log would see', async () => {
    await redis.run(['CONFIG', 'RESETSTAT'])
    redis.log.start()
    redis.db().set('k', 'v')
    await redis.run(['GET', 'k'])
    const socket = redis.connect()
    assert.match(await ask(socket, 'INFO stats'), /total_commands_processed:0\r/)
    assert.match(await ask(socket, 'CLIENT LIST'), /^\$\d+\r\nid=\d+ [^\n]+\n\r\n$/)
    assert.deepEqual(
      redis.log.entries().map(({ command }) => command),
      ['info', 'client|list'],
    )
  })
})

test('what the program does itself is no request: no fault, pause or limit meets it, MONITOR and hooks do not show it', async () => {
  const told: string[] = []
  redis.hooks.add({ before: (command) => told.push(String(command)) })
  redis.faults.add({ blackHole: true })
  await redis.run(['CONFIG', 'SET', 'maxmemory', 1])
  const monitor = redis.connect()
  let shown = ''
  monitor.on('data', (chunk) => {
    shown += chunk
  })
  redis.faults.clear()
  assert.equal(await ask(monitor, 'MONITOR'), '+OK\r\n')
  assert.equal(await ask(redis.connect(), 'CLIENT PAUSE 100000'), '+OK\r\n')
  redis.faults.add({ error: 'ERR no' })
  redis.db().set('k', 'v')
  assert.equal(await redis.run(['GET', 'k']), 'v')
  await turn()
  assert.deepEqual(told, ['MONITOR', 'CLIENT PAUSE 100000'])
  assert.doesNotMatch(shown, /"(set|GET)"/i)
})

describe('run', () => {
  test('answers as RESP3 has it', async () => {
    assert.equal(await redis.run(['SET', 'k', 1]), 'OK')
    assert.equal(await redis.run(['INCR', 'k']), 2)
    assert.equal(await redis.run(['get', 'none']), null)
    await redis.run(['HSET', 'h', 'f', Buffer.from('v')], { db: 2 })
    assert.deepEqual(await redis.run(['HGETALL', 'h'], { db: 2 }), new Map([['f', 'v']]))
    await redis.run(['ZADD', 'z', 1.5, 'm'])
    const score = await redis.run<number>(['ZSCORE', 'z', 'm'])
    assert.equal(score, 1.5)
    assert.deepEqual(
      await redis.run(['CONFIG', 'GET', 'databases']),
      new Map([['databases', '16']]),
    )
    await assert.rejects(redis.run(['GET']), { name: 'ErrorReply', code: 'ERR' })
    await assert.rejects(redis.run(['NONE']), /unknown command 'NONE'/)
    await assert.rejects(redis.run([]), { code: 'ERR_NO_COMMAND' })
    await assert.rejects(redis.run('GET k' as never), { code: 'ERR_NO_COMMAND' })
    await assert.rejects(redis.run(['GET', undefined as never]), { code: 'ERR_WORD' })
    assert.throws(() => redis.db().set('k', null as never), { code: 'ERR_WORD' })
  })

  test('waits where the command does, until the server ends', async () => {
    const popped = redis.run(['BLPOP', 'l', 0])
    const never = redis.run(['BLPOP', 'never', 0])
    redis.db().push('l', ['a'])
    assert.deepEqual(await popped, ['l', 'a'])
    const ended = assert.rejects(never, { code: 'ERR_CLOSED' })
    await redis.close()
    await ended
  })

  test('times out with the clock', async () => {
    redis.clock.freeze()
    const popped = redis.run(['BLPOP', 'l', 5])
    redis.clock.advance(5000)
    assert.equal(await popped, null)
  })

  test('scripts, whatever the default user may do', async () => {
    await redis.run(['ACL', 'SETUSER', 'default', '-@all'])
    assert.equal(await redis.run(['EVAL', "return redis.call('INCR', KEYS[1])", 1, 'n']), 1)
  })
})

test('publish and subscribe', async () => {
  const told: unknown[][] = []
  const channel = redis.subscribe('news', (...all) => told.push(all))
  const pattern = redis.subscribe('n*', (...all) => told.push(all))
  assert.equal(redis.publish('news', 'one'), 2)
  assert.equal(await redis.run(['PUBLISH', 'notes', 'two']), 1)
  await turn()
  assert.deepEqual(told, [
    ['one', 'news', undefined],
    ['one', 'news', 'n*'],
    ['two', 'notes', 'n*'],
  ])
  channel.unsubscribe()
  pattern[Symbol.dispose]()
  assert.equal(redis.publish('news', 'three'), 0)
})
