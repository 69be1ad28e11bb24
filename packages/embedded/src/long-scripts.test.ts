import { strict as assert } from 'node:assert'
import { once } from 'node:events'
import type { Duplex } from 'node:stream'
import { setImmediate as turn } from 'node:timers/promises'
import { afterEach, beforeEach, describe, test } from 'vitest'
import { type Resident, startServer } from './index.ts'
import { ask } from './testing/ask.ts'

const FOR_EVER = 'EVAL "while true do end" 0'
const BUSY =
  '-BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.\r\n'

let redis: Resident
let one: Duplex
let other: Duplex

beforeEach(async () => {
  redis = await startServer({ port: false, config: { 'busy-reply-threshold': '1' } })
  one = redis.connect()
  other = redis.connect()
})

afterEach(() => redis.close())

/** Asks until a script stands still half-way. */
async function untilBusy(): Promise<void> {
  while ((await ask(other, 'GET k')) !== BUSY) await turn()
}

/** Kills the script, and gives what its client is answered. */
async function kill(): Promise<string> {
  const answered = once(one, 'data')
  assert.equal(await ask(other, 'SCRIPT KILL'), '+OK\r\n')
  return String((await answered)[0])
}

describe('a script that runs for too long', () => {
  test('lets others be heard, and can be killed', async () => {
    one.write(`${FOR_EVER}\r\n`)
    await untilBusy()
    assert.equal(await ask(other, 'FUNCTION KILL'), BUSY)
    assert.equal(await ask(other, 'MULTI'), '+OK\r\n')
    assert.equal(await ask(other, 'DISCARD'), '+OK\r\n')
    assert.match(await kill(), /^-ERR Script killed by user with SCRIPT KILL\.\.\. script: /)
    assert.equal(await ask(other, 'GET k'), '$-1\r\n')
    assert.equal(await ask(one, 'PING'), '+PONG\r\n')
  })

  for (const [where, script] of Object.entries({
    'the order function of a sort': 'table.sort({3, 2, 1}, function() while true do end end)',
    'the function of a gsub': "string.gsub('abc', '.', function() while true do end end)",
    'table.foreach': 'table.foreach({1}, function() while true do end end)',
  })) {
    test(`can be killed in ${where}`, async () => {
      one.write(`EVAL "${script}" 0\r\n`)
      await untilBusy()
      assert.match(await kill(), /^-ERR Script killed by user with SCRIPT KILL/)
      assert.equal(await ask(one, 'PING'), '+PONG\r\n')
    })
  }

  test('cannot be killed once it has written, and ends by itself', async () => {
    const done = once(one, 'data')
    one.write(
      'EVAL "local n = 0 repeat n = redis.call(\'INCR\', KEYS[1]) until n == 60000 return n" 1 n\r\n',
    )
    await untilBusy()
    assert.match(await ask(other, 'SCRIPT KILL'), /^-UNKILLABLE /)
    assert.equal(String((await done)[0]), ':60000\r\n')
  })

  test('is killed through pcall and out of a coroutine', async () => {
    one.write('EVAL "while true do pcall(function() while true do end end) end" 0\r\n')
    await untilBusy()
    assert.match(await kill(), /^-ERR Script killed/)
    one.write('EVAL "coroutine.wrap(function() while true do end end)()" 0\r\n')
    await untilBusy()
    assert.match(await kill(), /^-ERR Script killed/)
  })

  test('holds up the rest of its transaction, which then goes on', async () => {
    const long = `EVAL "redis.call('INCR', 'k') for i = 1, 30000 do end return redis.call('INCR', 'k')" 0`
    one.write(`MULTI\r\nSET k 1\r\n${FOR_EVER}\r\nINCR k\r\n${long}\r\nINCR k\r\nEXEC\r\n`)
    let heard = ''
    one.on('data', (chunk) => {
      heard += chunk
    })
    await untilBusy()
    while (!heard.endsWith(':5\r\n')) await ask(other, 'SCRIPT KILL')
    assert.match(heard, /\*5\r\n\+OK\r\n-ERR Script killed.*\r\n:2\r\n:4\r\n:5\r\n$/)
  })

  test('tells its own client of what it has changed after the answer', async () => {
    let heard = ''
    one.on('data', (chunk) => {
      heard += chunk
    })
    const changes = "for i = 1, 3000 do redis.call('INCR', KEYS[1]) end"
    one.write('HELLO 3\r\nCLIENT TRACKING ON\r\nGET k\r\n')
    one.write(
      `MULTI\r\nEVAL "${changes} for i = 1, 200000 do end ${changes} return 'done'" 1 k\r\nEXEC\r\n`,
    )
    await untilBusy()
    while (!heard.includes('done')) await ask(other, 'PING')
    await turn()
    assert.ok(heard.endsWith('*1\r\n$4\r\ndone\r\n>2\r\n$10\r\ninvalidate\r\n*1\r\n$1\r\nk\r\n'))
  })

  test('serves who waits for what it has stored when it is through', async () => {
    const waiting = once(one, 'data')
    one.write('BLPOP l 0\r\n')
    const writer = redis.connect()
    writer.write(
      "EVAL \"redis.call('RPUSH', KEYS[1], 'a') for i = 1, 200000 do end redis.call('LSET', KEYS[1], 0, 'b')\" 1 l\r\n",
    )
    await untilBusy()
    assert.equal(String((await waiting)[0]), '*2\r\n$1\r\nl\r\n$1\r\nb\r\n')
  })

  test('goes on when its client has gone', async () => {
    one.write("EVAL \"for i = 1, 200000 do end redis.call('SET', KEYS[1], 'done')\" 1 k\r\n")
    await untilBusy()
    one.destroy()
    while ((await ask(other, 'GET k')) === BUSY) await turn()
    assert.equal(await ask(other, 'GET k'), '$4\r\ndone\r\n')
  })

  test('sees one moment all through: time neither passes nor can be moved', async () => {
    one.write('SET k v PX 1\r\n')
    await once(one, 'data')
    one.write(
      "EVAL \"redis.call('SET', KEYS[1], 'v', 'PX', 1) for i = 1, 200000 do end return redis.call('EXISTS', KEYS[1])\" 1 k\r\n",
    )
    const done = once(one, 'data')
    await untilBusy()
    assert.throws(() => redis.clock.advance(1), { code: 'ERR_BUSY' })
    assert.equal(String((await done)[0]), ':1\r\n')
    redis.clock.advance(10)
    assert.equal(await ask(one, 'EXISTS k'), ':0\r\n')
  })

  test('that begins while time is moved stops it there', async () => {
    redis.clock.freeze()
    const start = redis.clock.now()
    redis.db().set('k', 'v', { ttl: 50 })
    redis.faults.add({ command: 'eval', latency: 20 })
    one.write(`${FOR_EVER}\r\n`)
    while (redis.clients[0]?.blocked !== true) await turn()
    assert.throws(() => redis.clock.advance(100), { code: 'ERR_BUSY' })
    assert.equal(redis.clock.now(), start + 20)
    await untilBusy()
    assert.match(await kill(), /^-ERR Script killed/)
    assert.equal(redis.db().ttl('k'), 30)
    redis.clock.advance(30)
    assert.equal(redis.db().exists('k'), false)
  })

  test('is not saved half-way: SHUTDOWN of the program must wait, or do without saving', async () => {
    one.write(`${FOR_EVER}\r\n`)
    await untilBusy()
    assert.throws(() => redis.shutdown({ save: true }), { code: 'ERR_BUSY' })
    assert.equal(redis.shutdown({ save: false }), true)
    await redis.ended
  })

  test('ends with the server', async () => {
    one.write(`${FOR_EVER}\r\n`)
    await untilBusy()
    await redis.close()
  })

  test('ends where the server is restarted', async () => {
    one.write(`${FOR_EVER}\r\n`)
    await untilBusy()
    await redis.restart()
    assert.equal(await ask(redis.connect(), 'GET k'), '$-1\r\n')
  })
})

test('a function that runs for too long is killed by FUNCTION KILL', async () => {
  await ask(
    one,
    'FUNCTION LOAD "#!lua name=lib\\nredis.register_function(\'spin\', function() while true do end end)"',
  )
  one.write('FCALL spin 0\r\n')
  const refusal = BUSY.replace('SCRIPT KILL', 'FUNCTION KILL')
  while ((await ask(other, 'GET k')) !== refusal) await turn()
  assert.match(
    await ask(other, 'FUNCTION STATS'),
    /running_script\r\n\*6\r\n\$4\r\nname\r\n\$4\r\nspin/,
  )
  assert.equal(await ask(other, 'SCRIPT KILL'), refusal)
  const answered = once(one, 'data')
  assert.equal(await ask(other, 'FUNCTION KILL'), '+OK\r\n')
  assert.match(String((await answered)[0]), /^-ERR Script killed/)
})

test('a script is not heard of before it ends where busy-reply-threshold is 0', async () => {
  await ask(other, 'CONFIG SET busy-reply-threshold 0')
  const done = once(one, 'data')
  one.write('EVAL "for i = 1, 30000 do end return 1" 0\r\n')
  assert.equal(await ask(other, 'GET k'), '$-1\r\n')
  assert.equal(String((await done)[0]), ':1\r\n')
})

test('a library may not take long to load', async () => {
  assert.equal(
    await ask(one, 'FUNCTION LOAD "#!lua name=lib\\nwhile true do end"'),
    '-ERR Error registering functions: ERR FUNCTION LOAD timeout\r\n',
  )
})
