import { strict as assert } from 'node:assert'
import { once } from 'node:events'
import { connect } from 'node:net'
import { setImmediate as turn } from 'node:timers/promises'
import { afterEach, beforeEach, describe, test } from 'vitest'
import { type Resident, startServer } from './index.ts'
import { Session } from './testing/session.ts'

let redis: Resident
let client: Session

beforeEach(async () => {
  redis = await startServer({ port: false, seed: 7 })
  client = new Session(redis)
})

afterEach(() => redis.close())

describe('a fault is an error', () => {
  test('of any code and text, and the command is not executed', async () => {
    redis.faults.add({ error: 'CLUSTERDOWN The cluster is down' })
    assert.equal(await client.say('SET k v'), '-CLUSTERDOWN The cluster is down\r\n')
    redis.faults.clear()
    assert.equal(await client.say('GET k'), '$-1\r\n')
  })

  test('until it is removed, by name or at the end of its block', async () => {
    const fault = redis.faults.add({ error: 'ERR no' })
    assert.equal(await client.say('PING'), '-ERR no\r\n')
    fault.remove()
    assert.equal(await client.say('PING'), '+PONG\r\n')
    {
      using _ = redis.faults.add({ error: 'ERR no' })
      assert.equal(await client.say('PING'), '-ERR no\r\n')
    }
    assert.equal(await client.say('PING'), '+PONG\r\n')
  })

  test('that breaks the transaction it falls into', async () => {
    redis.faults.add({ command: 'incr', error: 'ERR no' })
    assert.equal(
      await client.say('MULTI\nSET k v\nINCR n\nEXEC'),
      '+OK\r\n+QUEUED\r\n-ERR no\r\n-EXECABORT Transaction discarded because of previous errors.\r\n',
    )
  })

  test('after the errors that the request has in any case', async () => {
    redis.faults.add({ error: 'ERR no' })
    assert.match(await client.say('GET'), /^-ERR wrong number of arguments/)
    assert.match(await client.say('FLY'), /^-ERR unknown command/)
  })

  test('that strikes no command which a script or EXEC runs', async () => {
    redis.faults.add({ command: 'set', error: 'ERR no' })
    assert.equal(await client.say("EVAL \"return redis.call('SET', 'k', 'v')\" 0"), '+OK\r\n')
    assert.equal(await client.say('SET k v'), '-ERR no\r\n')
  })
})

describe('a fault is a state of the server', () => {
  test('loading: only what Redis answers then is answered', async () => {
    redis.faults.add({ state: 'loading' })
    assert.equal(await client.say('GET k'), '-LOADING Redis is loading the dataset in memory\r\n')
    assert.equal(await client.say('PING'), '-LOADING Redis is loading the dataset in memory\r\n')
    assert.match(await client.say('ROLE'), /master/)
  })

  test('loading, and INFO says so as Redis does while it loads', async () => {
    redis.clock.freeze()
    redis.clock.set('2030-01-01T00:00:00Z')
    redis.faults.add({ state: 'loading', until: '2500ms' })
    const info = await client.say('INFO persistence')
    assert.match(info, /\nloading:1\r\nasync_loading:0\r\n/)
    assert.match(
      info,
      /module_fork_last_cow_size:0\r\nloading_start_time:1893456000\r\nloading_total_bytes:\d+\r\nloading_rdb_used_mem:\d+\r\nloading_loaded_bytes:0\r\nloading_loaded_perc:0.00\r\nloading_eta_seconds:3\r\n/,
    )
    redis.clock.advance('2500ms')
    assert.match(
      await client.say('INFO persistence'),
      /\nloading:0\r\n[\s\S]*module_fork_last_cow_size:0\r\n\r\n$/,
    )
  })

  test('loading for whom it is about, as often as it is to strike; for some commands it is no state of the whole', async () => {
    redis.faults.add({ state: 'loading', command: 'get', key: 'user:*' })
    redis.faults.add({ state: 'loading', client: 'early', times: 1 })
    assert.match(await client.say('INFO'), /\nloading:0\r\n/)
    assert.match(await client.say('CLIENT SETNAME early\nINFO'), /\nloading:1\r\n/)
    assert.match(await client.say('GET k'), /^-LOADING/)
    assert.match(await client.say('INFO'), /\nloading:0\r\n/)
  })

  test('readonly: as a replica refuses', async () => {
    redis.faults.add({ state: 'readonly' })
    const refusal = "-READONLY You can't write against a read only replica.\r\n"
    assert.equal(await client.say('SET k v'), refusal)
    assert.equal(await client.say('EVAL "return 1" 0'), refusal)
    assert.equal(await client.say('GET k'), '$-1\r\n')
    assert.equal(await client.say('MULTI\nGET k\nEXEC'), '+OK\r\n+QUEUED\r\n*1\r\n$-1\r\n')
  })

  test('oom: what may need memory is refused', async () => {
    redis.faults.add({ state: 'oom' })
    assert.match(await client.say('SET k v'), /^-OOM command not allowed/)
    assert.equal(await client.say('DEL k'), ':0\r\n')
  })

  test('busy and masterdown', async () => {
    const busy = redis.faults.add({ state: 'busy' })
    assert.match(await client.say('GET k'), /^-BUSY Redis is busy running a script/)
    assert.equal(await client.say('MULTI\nDISCARD'), '+OK\r\n+OK\r\n')
    busy.remove()
    redis.faults.add({ state: 'masterdown' })
    assert.match(await client.say('GET k'), /^-MASTERDOWN Link with MASTER is down/)
    assert.match(await client.say('INFO replication'), /role:master/)
  })
})

describe('a fault strikes', () => {
  test('commands by name, a container by its own or its subcommand’s, in any case', async () => {
    redis.faults.add({ command: ['GET', 'config|set', 'h*'], error: 'ERR no' })
    assert.equal(await client.say('get k'), '-ERR no\r\n')
    assert.equal(await client.say('HLEN k'), '-ERR no\r\n')
    assert.equal(await client.say('CONFIG SET maxmemory 0'), '-ERR no\r\n')
    assert.match(await client.say('CONFIG GET maxmemory'), /^\*2/)
    redis.faults.add({ command: 'config', error: 'ERR neither' })
    assert.equal(await client.say('CONFIG GET maxmemory'), '-ERR neither\r\n')
  })

  test('requests for keys that match a pattern', async () => {
    redis.faults.add({ key: 'user:*', error: 'ERR no' })
    assert.equal(await client.say('GET user:1'), '-ERR no\r\n')
    assert.equal(await client.say('MGET a user:1'), '-ERR no\r\n')
    assert.equal(await client.say('MGET a b'), '*2\r\n$-1\r\n$-1\r\n')
    assert.equal(await client.say('PING user:1'), '$6\r\nuser:1\r\n')
  })

  test('clients by the name that they have given themselves', async () => {
    redis.faults.add({ client: 'worker-*', error: 'ERR no' })
    assert.equal(await client.say('PING'), '+PONG\r\n')
    await client.say('CLIENT SETNAME worker-1')
    assert.equal(await client.say('PING'), '-ERR no\r\n')
  })

  test('clients without a name are matched by stars alone', async () => {
    const named = redis.faults.add({ client: '?', error: 'ERR named' })
    assert.equal(await client.say('PING'), '+PONG\r\n')
    named.remove()
    redis.faults.add({ client: '*', error: 'ERR any' })
    assert.equal(await client.say('PING'), '-ERR any\r\n')
  })

  test('the nth request, or several', async () => {
    redis.faults.add({ command: 'ping', nth: [2, 4], error: 'ERR no' })
    assert.equal(
      await client.say('PING\nPING\nPING\nPING\nPING'),
      '+PONG\r\n-ERR no\r\n+PONG\r\n-ERR no\r\n+PONG\r\n',
    )
  })

  test('so many times, and says how often it met and struck', async () => {
    const fault = redis.faults.add({ times: 2, error: 'ERR no' })
    assert.equal(await client.say('PING\nPING\nPING'), '-ERR no\r\n-ERR no\r\n+PONG\r\n')
    assert.deepEqual([fault.met, fault.struck], [3, 2])
  })

  test('with a probability: the same seed strikes the same requests', async () => {
    const struck = async (seed: number): Promise<string> => {
      using _ = redis.faults.add({ probability: 0.3, seed, error: 'ERR no' })
      return await client.say('PING\n'.repeat(50))
    }
    const first = await struck(1)
    assert.equal(await struck(1), first)
    assert.notEqual(await struck(2), first)
    const errors = first.split('-ERR').length - 1
    assert.ok(errors > 5 && errors < 25, `${errors} of 50`)
  })

  test('within a time of the server’s clock', async () => {
    redis.clock.freeze()
    redis.faults.add({ from: '1s', until: '2s', error: 'ERR no' })
    assert.equal(await client.say('PING'), '+PONG\r\n')
    redis.clock.advance('1s')
    assert.equal(await client.say('PING'), '-ERR no\r\n')
    redis.clock.advance('1s')
    assert.equal(await client.say('PING'), '+PONG\r\n')
  })
})

describe('a fault is a delay', () => {
  test('in the server’s clock: a frozen one holds the answer until it is moved', async () => {
    redis.clock.freeze()
    redis.faults.add({ command: 'set', latency: '200ms' })
    assert.equal(await client.say('SET k v\nGET k'), '')
    redis.clock.advance(199)
    await turn()
    assert.equal(client.heard, '')
    redis.clock.advance(1)
    await turn()
    assert.equal(client.heard, '+OK\r\n$1\r\nv\r\n')
  })

  test('before the command is executed: others see nothing of it', async () => {
    redis.clock.freeze()
    redis.faults.add({ command: 'set', latency: 50 })
    await client.say('SET k v')
    const other = new Session(redis)
    assert.equal(await other.say('GET k'), '$-1\r\n')
    redis.clock.advance(50)
    await turn()
    assert.equal(await other.say('GET k'), '$1\r\nv\r\n')
  })

  test('drawn from a distribution', async () => {
    redis.clock.freeze()
    redis.faults.add({ latency: { min: 10, max: 20 }, seed: 3 })
    await client.say('PING')
    redis.clock.advance(9)
    await turn()
    assert.equal(client.heard, '')
    redis.clock.advance(11)
    await turn()
    assert.equal(client.heard, '+PONG\r\n')
    redis.faults.clear()
    redis.faults.add({ latency: { mean: 1000, deviation: 1 }, seed: 3 })
    await client.say('PING')
    redis.clock.advance(900)
    await turn()
    assert.equal(client.heard, '')
    redis.clock.advance(200)
    await turn()
    assert.equal(client.heard, '+PONG\r\n')
  })

  test('that adds to others, and to one other deed', async () => {
    redis.clock.freeze()
    redis.faults.add({ latency: 10 })
    redis.faults.add({ latency: 10, error: 'ERR slow and wrong' })
    await client.say('PING')
    redis.clock.advance(19)
    await turn()
    assert.equal(client.heard, '')
    redis.clock.advance(1)
    await turn()
    assert.equal(client.heard, '-ERR slow and wrong\r\n')
  })

  test('that ends with its client', async () => {
    redis.clock.freeze()
    redis.faults.add({ latency: 10 })
    await client.say('PING')
    client.socket.destroy()
    await turn()
    redis.clock.advance(10)
    client = new Session(redis)
    redis.faults.clear()
    assert.equal(await client.say('PING'), '+PONG\r\n')
  })
})

describe('a fault is a broken connection', () => {
  test('before the command is executed', async () => {
    redis.faults.add({ command: 'incr', drop: 'before' })
    const ended = once(client.socket, 'end')
    assert.equal(await client.say('SET k 1\nINCR k\nSET k 5'), '+OK\r\n')
    await ended
    assert.equal(await new Session(redis).say('GET k'), '$1\r\n1\r\n')
  })

  test('after it: executed, and the answer lost', async () => {
    redis.faults.add({ command: 'incr', drop: 'after' })
    const ended = once(client.socket, 'end')
    assert.equal(await client.say('SET k 1\nINCR k'), '+OK\r\n')
    await ended
    assert.equal(await new Session(redis).say('GET k'), '$1\r\n2\r\n')
  })

  test('within the answer: so many bytes of it, or such a part', async () => {
    await client.say('SET k 0123456789')
    const bytes = redis.faults.add({ partial: 6 })
    assert.equal(await client.say('GET k'), '$10\r\n0')
    bytes.remove()
    redis.faults.add({ partial: 0.5 })
    assert.equal(await new Session(redis).say('GET k'), '$10\r\n012')
  })

  test('within an answer that is long enough to be sent in pieces', async () => {
    await client.say('SETRANGE k 199999 x')
    redis.faults.add({ partial: 150_000 })
    assert.equal((await client.say('PING\nGET k')).length, '+PONG\r\n'.length)
    client = new Session(redis)
    redis.faults.clear()
    redis.faults.add({ command: 'get', partial: 150_000 })
    assert.equal((await client.say('PING\nGET k')).length, '+PONG\r\n'.length + 150_000)
  })

  test('over TCP, too', async () => {
    await using server = await startServer()
    server.faults.add({ command: 'get', partial: 3 })
    const socket = connect(server.port, server.host)
    let bytes = ''
    socket.on('data', (chunk) => {
      bytes += chunk
    })
    socket.write('SET k v\r\nGET k\r\n')
    await once(socket, 'close')
    assert.equal(bytes, '+OK\r\n$1\r')
  })

  test('of a client that waits for a key: it loses its place', async () => {
    redis.faults.add({ command: 'blpop', drop: 'after' })
    const ended = once(client.socket, 'end')
    assert.equal(await client.say('BLPOP l 0'), '')
    await ended
    const other = new Session(redis)
    assert.equal(await other.say('RPUSH l a\nLLEN l'), ':1\r\n:1\r\n')
  })
})

describe('a fault is a black hole', () => {
  test('nothing comes back, until it is taken away: then the requests are answered', async () => {
    const hole = redis.faults.add({ command: 'get', blackHole: true })
    await client.say('SET k v')
    assert.equal(await client.say('GET k\nPING'), '')
    redis.clock.advance('1d')
    await turn()
    assert.equal(client.heard, '')
    hole.remove()
    await turn()
    assert.equal(client.heard, '$1\r\nv\r\n+PONG\r\n')
  })
})

test('faults and CLIENT PAUSE go together: the pause comes first, and the fault is not lost', async () => {
  redis.clock.freeze()
  redis.faults.add({ command: 'get', times: 1, error: 'ERR no' })
  redis.faults.add({ command: 'set', times: 1, drop: 'after' })
  const other = redis.connect()
  other.write('CLIENT PAUSE 100\r\n')
  await turn()
  assert.equal(await client.say('SET k v'), '')
  redis.clock.advance(100)
  await once(client.socket, 'end')
  client = new Session(redis)
  assert.equal(await client.say('GET k'), '-ERR no\r\n')
  assert.equal(await client.say('GET k'), '$1\r\nv\r\n')
})

test('a rule that makes no sense is refused, and says why', () => {
  const wrong: [object, RegExp][] = [
    [{}, /does nothing/],
    [{ error: 'ERR x', drop: 'after' }, /one thing, not error and drop/],
    [{ comand: 'get', error: 'ERR x' }, /no fault option 'comand'. Did you mean 'command'\?/],
    [{ command: ['get', 5], latency: 1 }, /'command' must be a string or several/],
    [{ state: 'tired' }, /'state' must be one of loading, .*, not tired/],
    [{ drop: 'soon' }, /'before' or 'after'/],
    [{ latency: 1, probability: 2 }, /from 0 to 1/],
    [{ latency: 1, nth: [1, 0] }, /'nth' must be a whole number from 1 on/],
    [{ latency: 1, nth: Number.NaN }, /'nth' must be a whole number from 1 on/],
    [{ latency: 1, times: -1 }, /'times' must be a number that is not negative/],
    [{ latency: 1, seed: Number.NaN }, /'seed' must be a number/],
    [{ latency: { min: 2, max: 1 } }, /min is no more than its max/],
    [{ error: '' }, /code, a space and its text/],
    [{ error: 'OOM' }, /code, a space and its text/],
    [{ error: 'ERR two\r\nlines' }, /code, a space and its text/],
  ]
  for (const [rule, message] of wrong) {
    assert.throws(() => redis.faults.add(rule), { code: 'ERR_FAULT', message })
  }
  assert.throws(() => redis.faults.add({ latency: 'soon' }), { code: 'ERR_DURATION' })
})

test('without rules nothing is looked at', async () => {
  redis.faults.add({ error: 'ERR no' }).remove()
  assert.deepEqual(redis.faults.all, [])
  assert.equal(await client.say('PING'), '+PONG\r\n')
})
