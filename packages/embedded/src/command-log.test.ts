import { strict as assert } from 'node:assert'
import { once } from 'node:events'
import { connect } from 'node:net'
import { afterEach, beforeEach, describe, test } from 'vitest'
import { type Resident, startServer } from './index.ts'
import { Session } from './testing/session.ts'

let redis: Resident
let client: Session

beforeEach(async () => {
  redis = await startServer({ port: false, commandLog: true })
  client = new Session(redis)
})

afterEach(() => redis.close())

test('log holds what clients sent, in order, with what they were answered', async () => {
  await client.say('SET user:1 Ada\nGET user:1\nGET user:2\nLPUSH user:1 x')
  const lines = [...redis.log].map((each) => [each.command, each.args, each.error ?? each.reply])
  assert.deepEqual(lines.slice(0, 3), [
    ['set', ['user:1', 'Ada'], 'OK'],
    ['get', ['user:1'], 'Ada'],
    ['get', ['user:2'], null],
  ])
  assert.equal(redis.log.entries()[3]?.error?.code, 'WRONGTYPE')
})

test('log knows who sent a command, when, to which database, and how long it took', async () => {
  redis.clock.freeze()
  redis.clock.set('2030-01-01T00:00:00Z')
  await client.say('CLIENT SETNAME worker\nSELECT 3\nGET k')
  const [entry] = redis.log.entries('get')
  assert.equal(entry?.client.name, 'worker')
  assert.equal(entry?.db, 3)
  assert.equal(entry?.at.toISOString(), '2030-01-01T00:00:00.000Z')
  assert.ok((entry?.milliseconds ?? -1) >= 0)
})

test('log is filtered by command, key, client, database and error', async () => {
  await client.say('SET a 1\nINCR a\nCONFIG GET maxmemory\nCONFIG SET maxmemory 0\nLPUSH a x\nFLY')
  await new Session(redis).say('CLIENT SETNAME other\nSELECT 1\nGET ab')
  const { log } = redis
  assert.equal(log.count('INCR'), 1)
  assert.equal(log.count('config'), 2)
  assert.equal(log.count('config set'), 1)
  assert.equal(log.count({ key: 'a*' }), 4)
  assert.equal(log.count({ client: 'oth*' }), 2)
  assert.equal(log.count({ db: 1 }), 1)
  assert.deepEqual(log.entries({ error: true }).map(String), ['LPUSH a x', 'FLY'])
  assert.equal(log.count({ error: 'WRONGTYPE' }), 1)
  assert.equal(log.count({ error: false }), 7)
})

test('log counts commands by name, and round trips: a pipeline is one', async () => {
  await client.say('GET a\nGET b\nSET c 1')
  await client.say('GET d')
  assert.deepEqual(
    [...redis.log.counts],
    [
      ['get', 3],
      ['set', 1],
    ],
  )
  assert.equal(redis.log.roundTrips(), 2)
  assert.equal(redis.log.roundTrips('set'), 1)
})

describe('a round trip', () => {
  test('is all that is sent before an answer could be read: several writes in a row', async () => {
    for (const name of ['a', 'b', 'c']) client.socket.write(`GET ${name}\r\n`)
    await client.listen()
    assert.equal(redis.log.count(), 3)
    assert.equal(redis.log.roundTrips(), 1)
    await client.say('GET d')
    assert.equal(redis.log.roundTrips(), 2)
  })

  test('may come in any number of pieces, wherever they are cut', async () => {
    const wire = Buffer.from('*2\r\n$3\r\nGET\r\n$1\r\na\r\n*2\r\n$3\r\nGET\r\n$1\r\nb\r\n')
    // Not behind the first request: what comes then may have waited for the answer.
    const cuts = Array.from(wire.keys()).filter((at) => at > 0 && at !== wire.length / 2)
    for (const at of cuts) {
      redis.log.clear()
      client.socket.write(wire.subarray(0, at))
      await client.listen()
      client.socket.write(wire.subarray(at))
      await client.listen()
      assert.equal(redis.log.roundTrips(), 1, `cut at ${at}`)
    }
  })

  test('is what is sent behind a command that waits', async () => {
    await client.say('BLPOP l 0')
    await client.say('GET a')
    await client.say('GET b')
    await new Session(redis).say('RPUSH l x')
    await client.listen()
    assert.equal(redis.log.roundTrips({ command: '[bg]*' }), 1)
    await client.say('GET c')
    assert.equal(redis.log.roundTrips({ command: '[bg]*' }), 2)
  })

  test('over TCP is a pipeline that is larger than any packet', async () => {
    await using server = await startServer({ commandLog: true })
    const socket = connect(server.port, server.host)
    const sets = ['a', 'b', 'c', 'd', 'e'].map(
      (key) => `*3\r\n$3\r\nSET\r\n$1\r\n${key}\r\n$100000\r\n${'v'.repeat(100_000)}\r\n`,
    )
    socket.write(`${sets.join('')}QUIT\r\n`)
    socket.resume()
    await once(socket, 'close')
    assert.equal(server.log.count('set'), 5)
    assert.equal(server.log.roundTrips(), 1)
  })
})

test('log prints as one would type it', async () => {
  await client.say('SET k "two words"\nCLIENT GETNAME\nINCR k')
  assert.equal(
    String(redis.log),
    `SET k "two words" → "OK"
CLIENT GETNAME → null
INCR k → (error) ERR value is not an integer or out of range`,
  )
})

test('log prints maps, sets, big numbers and errors among replies, and the beginning of what is long', async () => {
  await client.say('HELLO 3\nHSET h f v\nSADD s a')
  redis.log.clear()
  await client.say(
    `HGETALL h\nSMEMBERS s\nEVAL "redis.setresp(3) return {1, {err='ERR no'}, {big_number='123'}}" 0\nECHO ${'x'.repeat(1000)}\nPTTL none`,
  )
  const lines = String(redis.log).split('\n')
  assert.deepEqual(
    lines.map((line) => line.slice(line.indexOf(' → ') + 3)),
    ['{"f":"v"}', '["a"]', '[1,(error) ERR no,123]', `"${'x'.repeat(199)}…`, '-2'],
  )
})

test('log shows no password', async () => {
  await client.say('AUTH s3cret')
  assert.deepEqual(redis.log.entries('auth')[0]?.args, ['(redacted)'])
})

describe('a command that waits', () => {
  test('stands in the log at once, and is answered later', async () => {
    await client.say('BLPOP l 0')
    const [entry] = redis.log.entries('blpop')
    assert.equal(entry?.reply, undefined)
    await new Session(redis).say('RPUSH l a')
    await client.listen()
    assert.deepEqual(entry?.reply, ['l', 'a'])
    assert.notEqual(entry?.milliseconds, undefined)
  })

  test('is answered by its time-out', async () => {
    redis.clock.freeze()
    await client.say('BLPOP l 1')
    redis.clock.advance('1s')
    assert.equal(redis.log.entries('blpop')[0]?.reply, null)
  })

  test('has no answer where its client goes', async () => {
    await client.say('BLPOP l 0')
    client.socket.destroy()
    await client.listen()
    const [entry] = redis.log.entries('blpop')
    assert.equal(entry?.reply, undefined)
    assert.notEqual(entry?.milliseconds, undefined)
  })

  test('because of a pause or a fault is logged once', async () => {
    redis.clock.freeze()
    redis.faults.add({ command: 'get', latency: 10 })
    await client.say('CLIENT PAUSE 10\nSET k v\nGET k')
    redis.clock.advance(10)
    await client.listen()
    redis.clock.advance(10)
    await client.listen()
    assert.deepEqual([...redis.log].slice(1).map(String), ['SET k v', 'GET k'])
    assert.deepEqual(redis.log.entries('get')[0]?.reply, 'v')
  })
})

test('log holds what a transaction sent; messages that were pushed are no answers', async () => {
  await client.say('HELLO 3\nMULTI\nINCR k\nEXEC\nSUBSCRIBE c\nPUBLISH c hi')
  assert.equal(redis.log.entries('incr')[0]?.reply, 'QUEUED')
  assert.deepEqual(redis.log.entries('exec')[0]?.reply, [1])
  assert.deepEqual(redis.log.entries('subscribe')[0]?.reply, ['subscribe', 'c', 1])
  assert.equal(redis.log.entries('publish')[0]?.reply, 1)
})

test('log understands RESP3: maps, doubles, nulls', async () => {
  await client.say('HELLO 3\nHSET h f v\nHGETALL h\nZADD z 1.5 m\nZSCORE z m\nGET none')
  assert.deepEqual(redis.log.entries('hgetall')[0]?.reply, new Map([['f', 'v']]))
  assert.equal(redis.log.entries('zscore')[0]?.reply, 1.5)
  assert.equal(redis.log.entries('get')[0]?.reply, null)
})

test('log forgets the oldest beyond its limit, is cleared, and stops', async () => {
  redis.log.stop()
  redis.log.start({ limit: 2 })
  await client.say('GET a\nGET b\nGET c')
  assert.deepEqual([...redis.log].map(String), ['GET b', 'GET c'])
  redis.log.start()
  await client.say('GET d')
  assert.deepEqual([...redis.log].map(String), ['GET c', 'GET d'])
  redis.log.start({ limit: 1 })
  assert.deepEqual([...redis.log].map(String), ['GET d'])
  redis.log.clear()
  redis.log.stop()
  await client.say('GET d')
  assert.equal(redis.log.count(), 0)
})

test('log is off by default', async () => {
  await using quiet = await startServer({ port: false })
  await new Session(quiet).say('GET a')
  assert.equal(quiet.log.count(), 0)
})

describe('hooks', () => {
  test('are called before and after each command, until they are removed', async () => {
    const told: string[] = []
    const hook = redis.hooks.add({
      before: (command) => told.push(`before ${command}`),
      after: (command) => told.push(`after ${command}: ${command.reply}`),
    })
    await client.say('SET k v\nGET k')
    hook.remove()
    await client.say('GET k')
    assert.deepEqual(told, [
      'before SET k v',
      'after SET k v: OK',
      'before GET k',
      'after GET k: v',
    ])
  })

  test('refuse a command by throwing: it is not executed', async () => {
    redis.hooks.add({
      before({ command }) {
        if (command === 'flushall') throw new Error('not in this test')
      },
    })
    assert.equal(
      await client.say('SET k v\nFLUSHALL\nGET k'),
      '+OK\r\n-ERR not in this test\r\n$1\r\nv\r\n',
    )
  })

  test('that throw afterwards are faults of the program, and harm nobody', async () => {
    const faults: unknown[] = []
    await using server = await startServer({
      port: false,
      onFault: ({ error }) => faults.push((error as Error).message),
    })
    server.hooks.add({
      after() {
        throw new Error('oops')
      },
    })
    assert.equal(await new Session(server).say('PING'), '+PONG\r\n')
    assert.deepEqual(faults, ['oops'])
  })
})
