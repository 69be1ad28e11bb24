import { strict as assert } from 'node:assert'
import { ascii, type Bytes } from '@resident/bytes'
import { allCommands } from '@resident/commands'
import { mapEngine } from '@resident/engine-map'
import { afterEach, beforeEach, describe, test } from 'vitest'
import { human } from './info/fields.ts'
import { createServer, type Server } from './server.ts'

let server: Server
beforeEach(() => {
  server = createServer({ engine: mapEngine, commands: allCommands, config: { maxmemory: '2gb' } })
})
afterEach(() => server.close())

/** Sends requests by a client and resolves when so many replies have come. */
async function send(...requests: string[]): Promise<void> {
  const socket = server.connect()
  const done = new Promise((resolve) => socket.once('close', resolve))
  socket.on('data', () => {})
  socket.write(`${[...requests, 'QUIT'].join('\r\n')}\r\n`)
  await done
}

function info(...sections: string[]): Map<string, string> {
  const text = server.info(sections.map((name) => ascii(name)))
  return new Map(
    text
      .split('\r\n')
      .filter((line) => line.includes(':'))
      .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]),
  )
}

describe('INFO', () => {
  test('INFO shows the default sections, each once, with a blank line between', () => {
    const text: Bytes = server.info([])
    const titles = text.split('\r\n').filter((line) => line.startsWith('# '))
    assert.deepEqual(titles, [
      '# Server',
      '# Clients',
      '# Memory',
      '# Persistence',
      '# Stats',
      '# Replication',
      '# CPU',
      '# Modules',
      '# Errorstats',
      '# Cluster',
      '# Keyspace',
    ])
    assert.ok(text.includes('\r\n\r\n# Clients\r\n'))
    assert.equal(
      server.info([ascii('CLUSTER'), ascii('cluster')]),
      '# Cluster\r\ncluster_enabled:0\r\n',
    )
    assert.equal(server.info([ascii('nosuch')]), '')
  })

  test('INFO says what clients look for', () => {
    const fields = info()
    assert.equal(fields.get('redis_version'), '7.0.15')
    assert.equal(fields.get('redis_mode'), 'standalone')
    assert.equal(fields.get('loading'), '0')
    assert.equal(fields.get('role'), 'master')
    assert.equal(fields.get('maxmemory'), '2147483648')
    assert.equal(fields.get('maxmemory_human'), '2.00G')
    assert.equal(fields.get('maxmemory_policy'), 'noeviction')
    assert.match(fields.get('run_id')!, /^[0-9a-f]{40}$/)
    assert.ok(Number(fields.get('used_memory')) > 0)
  })

  test('INFO commandstats counts calls, refusals and failures', async () => {
    await send('GET k', 'GET', 'GET k x', 'LPUSH l a', 'GET l', 'CONFIG GET hz')
    const fields = info('commandstats')
    assert.match(
      fields.get('cmdstat_get')!,
      /^calls=2,usec=\d+,usec_per_call=\d+\.\d\d,rejected_calls=2,failed_calls=1$/,
    )
    assert.match(fields.get('cmdstat_config|get')!, /^calls=1,/)
    assert.equal(fields.has('cmdstat_config'), false)
    assert.equal(fields.has('cmdstat_set'), false)
    server.resetStats()
    assert.equal(info('commandstats').size, 0)
  })

  test('INFO stats counts traffic and look-ups', async () => {
    await send('SET k v', 'GET k', 'GET none')
    const fields = info('stats')
    assert.equal(fields.get('total_connections_received'), '1')
    assert.equal(
      fields.get('total_net_input_bytes'),
      String('SET k v\r\nGET k\r\nGET none\r\nQUIT\r\n'.length),
    )
    assert.equal(
      fields.get('total_net_output_bytes'),
      String('+OK\r\n$1\r\nv\r\n$-1\r\n+OK\r\n'.length),
    )
    assert.equal(fields.get('keyspace_hits'), '1')
    assert.equal(fields.get('keyspace_misses'), '1')
    assert.equal(fields.get('total_reads_processed'), '1')
  })

  test('INFO stats tells rates of the last seconds', () => {
    server.stats.commands += 1000
    server.meter.sample()
    assert.ok(Number(info('stats').get('instantaneous_ops_per_sec')) > 0)
  })

  test('INFO keyspace estimates how long keys have to live', async () => {
    server.clock.freeze()
    await send('SET a 1 PX 1000', 'SET b 1 PX 3000', 'SET c 1', 'SELECT 2', 'SET d 1')
    const fields = info('keyspace')
    assert.equal(fields.get('db0'), 'keys=3,expires=2,avg_ttl=2000')
    assert.equal(fields.get('db2'), 'keys=1,expires=0,avg_ttl=0')
  })
})

test('human writes bytes as Redis does', () => {
  assert.equal(human(0), '0B')
  assert.equal(human(1023), '1023B')
  assert.equal(human(1024), '1.00K')
  assert.equal(human(25276514304), '23.54G')
  assert.equal(human(2 ** 60), '1024.00P')
})
