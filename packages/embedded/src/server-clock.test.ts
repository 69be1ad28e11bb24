import { strict as assert } from 'node:assert'
import { afterEach, beforeEach, describe, test } from 'vitest'
import { type Resident, startServer } from './index.ts'
import { Session } from './testing/session.ts'

const NEW_YEAR = Date.UTC(2030, 0, 1)

let redis: Resident
let client: Session
let other: Session

beforeEach(async () => {
  redis = await startServer({ port: false })
  client = new Session(redis)
  other = new Session(redis)
})

afterEach(() => redis.close())

test('the clock is the real one until it is touched', () => {
  const before = Date.now()
  const now = redis.clock.now()
  assert.ok(now >= before && now <= Date.now())
  assert.equal(redis.clock.frozen, false)
})

test('freeze stops it, set puts it to a date, resume lets it run from there', async () => {
  redis.clock.freeze()
  redis.clock.set('2030-01-01T00:00:00Z')
  assert.equal(redis.clock.now(), NEW_YEAR)
  assert.equal(await client.say('TIME'), `*2\r\n$10\r\n${NEW_YEAR / 1000}\r\n$1\r\n0\r\n`)
  redis.clock.set(new Date(NEW_YEAR + 5))
  assert.equal(redis.clock.now(), NEW_YEAR + 5)
  redis.clock.resume()
  assert.ok(redis.clock.now() - NEW_YEAR < 60_000)
})

test('MONITOR tells it to the microsecond', async () => {
  redis.clock.freeze()
  redis.clock.set(NEW_YEAR + 7)
  await other.say('MONITOR')
  await client.say('PING')
  assert.ok(other.heard.includes(`+${NEW_YEAR / 1000}.007000 [0 `), other.heard)
})

test('advance takes milliseconds, or a number with a unit', () => {
  redis.clock.freeze()
  redis.clock.set(0)
  for (const step of [1, '1ms', '1s', '1.5m', '1h', '7d']) redis.clock.advance(step)
  assert.equal(redis.clock.now(), 1 + 1 + 1000 + 90_000 + 3_600_000 + 7 * 86_400_000)
  for (const wrong of ['soon', '7 weeks', -1, Number.NaN]) {
    assert.throws(() => redis.clock.advance(wrong), { code: 'ERR_DURATION' })
  }
  for (const wrong of ['some day', -1, Number.MAX_VALUE]) {
    assert.throws(() => redis.clock.set(wrong), { code: 'ERR_DATE' })
  }
  assert.throws(() => redis.clock.advance(Number.MAX_VALUE), { code: 'ERR_DATE' })
})

test('it has no parts of a millisecond, whatever it is told', async () => {
  redis.clock.freeze()
  redis.clock.set(NEW_YEAR)
  redis.clock.advance(0.4)
  assert.equal(redis.clock.now(), NEW_YEAR)
  redis.clock.advance('1.5ms')
  assert.equal(redis.clock.now(), NEW_YEAR + 2)
  redis.faults.add({ command: 'set', latency: { min: 10.1, max: 10.4 } })
  await client.say('SET k v PX 1000')
  redis.clock.advance(10)
  assert.equal(redis.db().ttl('k'), 1000)
})

test('advance goes on from real time, which runs on afterwards', () => {
  const before = Date.now()
  redis.clock.advance('1d')
  assert.ok(redis.clock.now() - before >= 86_400_000)
  assert.equal(redis.clock.frozen, false)
})

describe('advance fires, in order and before it returns, whatever falls due', () => {
  test('keys expire, with their events', async () => {
    await client.say('CONFIG SET notify-keyspace-events Ex\nSET late v EX 20\nSET soon v EX 10')
    await other.say('SUBSCRIBE __keyevent@0__:expired')
    redis.clock.advance('30s')
    assert.deepEqual((await other.listen()).match(/soon|late/g), ['soon', 'late'])
    assert.equal(await client.say('DBSIZE'), ':0\r\n')
  })

  test('blocked commands time out', async () => {
    await client.say('BLPOP l 2')
    await other.say('XREAD BLOCK 1000 STREAMS s $')
    redis.clock.advance('1s')
    assert.equal(await other.listen(), '*-1\r\n')
    assert.equal(await client.listen(), '')
    redis.clock.advance('1s')
    assert.equal(await client.listen(), '*-1\r\n')
  })

  test('stream ids follow', async () => {
    redis.clock.freeze()
    redis.clock.set(NEW_YEAR)
    assert.equal(await client.say('XADD s * f v'), `$15\r\n${NEW_YEAR}-0\r\n`)
    redis.clock.advance(1)
    assert.equal(await client.say('XADD s * f v'), `$15\r\n${NEW_YEAR + 1}-0\r\n`)
  })

  test('entries of a consumer group grow idle, so that others may claim them', async () => {
    await client.say(
      'XADD s 1-1 f v\nXGROUP CREATE s g 0\nXREADGROUP GROUP g one COUNT 1 STREAMS s >',
    )
    assert.equal(await client.say('XCLAIM s g two 60000 1-1 JUSTID'), '*0\r\n')
    redis.clock.advance('1m')
    assert.equal(await client.say('XCLAIM s g two 60000 1-1 JUSTID'), '*1\r\n$3\r\n1-1\r\n')
  })

  test('keys grow old under LRU, and their counters decay under LFU', async () => {
    await client.say('SET k v')
    redis.clock.advance('1h')
    assert.equal(await client.say('OBJECT IDLETIME k'), ':3600\r\n')
    await client.say('CONFIG SET maxmemory-policy allkeys-lfu\nSET new v')
    assert.equal(await client.say('OBJECT FREQ new'), ':5\r\n')
    redis.clock.advance('3m')
    assert.equal(await client.say('OBJECT FREQ new'), ':2\r\n')
  })

  test('each at its moment; whoever listens is told when the call has returned, in that order', async () => {
    redis.clock.freeze()
    const start = redis.clock.now()
    const answered: string[] = []
    redis.hooks.add({
      after({ command, reply }) {
        answered.push(`${redis.clock.now() - start} ms: ${command} ${reply}`)
      },
    })
    const expired: unknown[] = []
    redis.subscribe('__keyevent@0__:expired', (key) => expired.push(key))
    await redis.run(['CONFIG', 'SET', 'notify-keyspace-events', 'Ex'])
    redis.db().set('late', 'v', { ttl: 6000 })
    redis.db().set('soon', 'v', { ttl: 1000 })
    redis.faults.add({ command: 'get', latency: '5s' })
    await other.say('GET soon')
    await client.say('BLPOP l 2')
    await new Session(redis).say('XREAD BLOCK 4000 STREAMS s $')
    const moved = redis.run(['BLMOVE', 'l', 'm', 'LEFT', 'LEFT', 3])
    redis.clock.advance('1h')
    assert.deepEqual(answered, ['2000 ms: blpop null', '4000 ms: xread null', '5000 ms: get null'])
    assert.equal(await moved, null)
    assert.equal(await other.listen(), '$-1\r\n')
    assert.deepEqual(expired, ['soon', 'late'])
  })

  test('requests that waited are executed, and those behind them in the pipeline', async () => {
    redis.clock.freeze()
    redis.faults.add({ command: 'set', latency: 20 })
    await client.say('SET first v PX 1000\nSET second v PX 1000\nBLPOP l 0.5\nSET third v PX 1000')
    redis.clock.advance(600)
    const left = ['first', 'second', 'third'].map((key) => redis.db().ttl(key))
    const [first = 0] = left
    assert.deepEqual(left, [first, first + 20, first + 20 + 500 + 20])
    assert.equal(await client.listen(), '+OK\r\n+OK\r\n*-1\r\n+OK\r\n')
  })

  test('pauses of clients end', async () => {
    await client.say('CLIENT PAUSE 5000')
    assert.equal(await other.say('PING'), '')
    redis.clock.advance('5s')
    assert.equal(await other.listen(), '+PONG\r\n')
  })
})

describe('with the option `control` the clock is moved over the wire', () => {
  beforeEach(async () => {
    await redis.close()
    redis = await startServer({ port: false, control: true })
    client = new Session(redis)
    other = new Session(redis)
  })

  test('RESIDENT.CLOCK answers the time, in Unix milliseconds', async () => {
    await client.say('RESIDENT.CLOCK FREEZE')
    assert.equal(await client.say(`RESIDENT.CLOCK SET ${NEW_YEAR}`), `:${NEW_YEAR}\r\n`)
    assert.equal(await client.say('RESIDENT.CLOCK ADVANCE 500'), `:${NEW_YEAR + 500}\r\n`)
    assert.equal(await client.say('resident.clock advance 1s'), `:${NEW_YEAR + 1500}\r\n`)
    assert.equal(
      await client.say('RESIDENT.CLOCK SET 2031-01-01T00:00:00Z'),
      `:${Date.UTC(2031, 0, 1)}\r\n`,
    )
    assert.equal(await client.say('RESIDENT.CLOCK NOW'), `:${Date.UTC(2031, 0, 1)}\r\n`)
    assert.match(await client.say('RESIDENT.CLOCK RESUME'), /^:\d+/)
    assert.equal(redis.clock.frozen, false)
  })

  test('RESIDENT.CLOCK ADVANCE expires keys and ends waiting', async () => {
    await client.say('SET k v EX 10')
    await other.say('BLPOP l 5')
    await client.say('RESIDENT.CLOCK ADVANCE 10s')
    assert.equal(await other.listen(), '*-1\r\n')
    assert.equal(await client.say('EXISTS k'), ':0\r\n')
  })

  test('RESIDENT.CLOCK is heard during a pause, and ends it', async () => {
    redis.clock.freeze()
    await client.say('CLIENT PAUSE 5000')
    assert.equal(await other.say('PING'), '')
    assert.match(await client.say('RESIDENT.CLOCK ADVANCE 5s'), /^:\d+/)
    assert.equal(await other.listen(), '+PONG\r\n')
  })

  test('RESIDENT.CLOCK refuses what is no time, and transactions', async () => {
    assert.match(await client.say('RESIDENT.CLOCK ADVANCE soon'), /^-ERR 'soon' is not a time/)
    assert.match(await client.say('RESIDENT.CLOCK ADVANCE'), /^-ERR .*advance/)
    assert.match(await client.say('RESIDENT.CLOCK STOP'), /^-ERR unknown subcommand 'STOP'/)
    assert.match(await client.say('MULTI\nRESIDENT.CLOCK NOW'), /-ERR Command not allowed inside/)
  })

  test('RESIDENT.CLOCK HELP tells what there is', async () => {
    assert.match(await client.say('RESIDENT.CLOCK HELP'), /ADVANCE <milliseconds \| 7d>/)
  })

  test('RESIDENT.FAULTS makes faults, lists them and takes them away', async () => {
    const rule = 'COMMAND get COMMAND set KEY user:* TIMES 2 ERROR "TRYAGAIN later"'
    assert.equal(await client.say(`RESIDENT.FAULTS ADD ${rule}`), ':1\r\n')
    assert.equal(
      await client.say('GET user:1\nGET k\nSET user:1 v\nGET user:1'),
      '-TRYAGAIN later\r\n$-1\r\n-TRYAGAIN later\r\n$-1\r\n',
    )
    assert.match(
      await client.say('RESIDENT.FAULTS LIST'),
      /"error":"TRYAGAIN later".*met\r\n:3\r\n.*struck\r\n:2\r\n/s,
    )
    assert.equal(await client.say('RESIDENT.FAULTS REMOVE 1'), ':1\r\n')
    assert.equal(await client.say('RESIDENT.FAULTS REMOVE 1'), ':0\r\n')
    assert.equal(await client.say('RESIDENT.FAULTS LIST'), '*0\r\n')
  })

  test('RESIDENT.FAULTS knows every word that faults.add knows', async () => {
    for (const [words, rule] of Object.entries({
      'BLACKHOLE CLIENT w* NTH 2 NTH 3': { client: 'w*', nth: [2, 3], blackHole: true },
      'STATE LOADING PROBABILITY 0.5 SEED 7': { state: 'loading', probability: 0.5, seed: 7 },
      'DROP AFTER LATENCY 1s': { drop: 'after', latency: 1000 },
      'PARTIAL 0.5 BETWEEN 10 20ms': { partial: 0.5, latency: { min: 10, max: 20 } },
      'AROUND 100 5': { latency: { mean: 100, deviation: 5 } },
    })) {
      assert.match(await client.say(`RESIDENT.FAULTS ADD ${words}`), /^:/, words)
      const [fault] = redis.faults.all
      assert.deepEqual({ ...fault?.rule }, rule)
      assert.equal(await client.say('RESIDENT.FAULTS CLEAR'), '+OK\r\n')
    }
    assert.match(await client.say('RESIDENT.FAULTS ADD SOON'), /^-ERR syntax error at 'SOON'/)
    assert.match(await client.say('RESIDENT.FAULTS ADD NTH'), /^-ERR syntax error at 'NTH'/)
    assert.match(await client.say('RESIDENT.FAULTS ADD NTH 1'), /^-ERR .*does nothing/)
    assert.match(await client.say('RESIDENT.FAULTS ADD NTH x BLACKHOLE'), /^-ERR .*'nth' must be/)
    assert.match(await client.say('RESIDENT.FAULTS REMOVE'), /^-ERR wrong number of arguments/)
  })

  test('RESIDENT.FAULTS itself is struck by none', async () => {
    await client.say('RESIDENT.FAULTS ADD BLACKHOLE')
    assert.equal(await client.say('RESIDENT.FAULTS CLEAR'), '+OK\r\n')
  })
})

test('without the option the wire has none of it', async () => {
  assert.match(await client.say('RESIDENT.CLOCK NOW'), /^-ERR unknown command/)
  assert.match(await client.say('RESIDENT.FAULTS LIST'), /^-ERR unknown command/)
})
