import { strict as assert } from 'node:assert'
import { ascii, fromUtf8 } from '@resident/bytes'
import { CommandError } from '@resident/commands'
import { test } from 'vitest'
import { Config } from './config.ts'
import { UsageError } from './usage-error.ts'

function set(config: Config, ...words: string[]): void {
  const changes: [ReturnType<typeof ascii>, ReturnType<typeof ascii>][] = []
  for (let i = 0; i < words.length; i += 2) changes.push([ascii(words[i]!), ascii(words[i + 1]!)])
  config.set(changes)
}

function refusal(act: () => void): string {
  try {
    act()
  } catch (thrown) {
    assert.ok(thrown instanceof CommandError)
    return thrown.message
  }
  assert.fail('it was not refused')
}

test('Config starts from the defaults, and what the program overrides', () => {
  const config = new Config({
    databases: '4',
    'Slave-Priority': '7',
    requirepass: 'pä',
    maxmemory: '1kb',
  })
  assert.equal(config.databases, 4)
  assert.equal(config.requirepass, 'p\xc3\xa4')
  assert.equal(config.value('replica-priority'), '7')
  assert.equal(config.number('maxmemory'), 1024)
  assert.equal(config.value('maxmemory-policy'), 'noeviction')
  assert.equal(config.maxclients, 10000)
})

test('Config tells the program of a parameter or a value that cannot be', () => {
  const usage = (code: string, message: RegExp) => (thrown: unknown) =>
    thrown instanceof UsageError && thrown.code === code && message.test(thrown.message)
  assert.throws(() => new Config({ nosuch: '1' }), usage('ERR_UNKNOWN_CONFIG', /'nosuch'/))
  assert.throws(() => new Config({ databases: '0' }), usage('ERR_CONFIG_VALUE', /between 1 and/))
  assert.throws(() => new Config({ appendonly: 'yes' }), usage('ERR_CONFIG_VALUE', /AOF/))
})

test('Config writes through to what is read at every turn, by whatever name', () => {
  const config = new Config()
  set(config, 'hash-max-ziplist-entries', '3', 'list-max-listpack-size', '-1')
  assert.equal(config.encodingLimits.hashMaxListpackEntries, 3)
  assert.equal(config.encodingLimits.listMaxListpackSize, -1)
  set(
    config,
    'maxmemory-policy',
    'volatile-LFU',
    'lfu-decay-time',
    '0',
    'proto-max-bulk-len',
    '1mb',
  )
  assert.deepEqual(config.access, {
    lfu: true,
    lfuLogFactor: 10,
    lfuDecayTime: 0,
    sharesIntegers: true,
  })
  assert.equal(config.maxBulkLength, 1048576)
})

test('Config sets all or nothing, and fields follow back', () => {
  const config = new Config()
  const message = refusal(() => set(config, 'maxclients', '5', 'timeout', 'x'))
  assert.match(message, /^CONFIG SET failed \(possibly related to argument 'timeout'\)/)
  assert.equal(config.maxclients, 10000)
  assert.equal(config.value('maxclients'), '10000')
})

test('Config tells of a change when all values stand, once, and not of what stays', () => {
  const config = new Config()
  const heard: string[] = []
  config.onChange('hz', () => {
    heard.push(`hz ${config.value('hz')}, timeout ${config.value('timeout')}`)
    return undefined
  })
  set(config, 'hz', '20', 'timeout', '5')
  set(config, 'hz', '20')
  assert.deepEqual(heard, ['hz 20, timeout 5'])
})

test('Config undoes all, telling again, when a part of the server refuses', () => {
  const config = new Config()
  const heard: string[] = []
  config.onChange('hz', () => {
    heard.push(config.value('hz'))
    return undefined
  })
  config.onChange('timeout', () => (config.value('timeout') === '0' ? undefined : 'no way'))
  const message = refusal(() => set(config, 'hz', '20', 'timeout', '5'))
  assert.equal(message, "CONFIG SET failed (possibly related to argument 'timeout') - no way")
  assert.deepEqual(heard, ['20', '10'])
  assert.equal(config.value('timeout'), '0')
})

test('Config keeps `n` in force where it is not shown beside `A`', () => {
  const config = new Config()
  set(config, 'notify-keyspace-events', 'KEAn')
  assert.equal(config.value('notify-keyspace-events'), 'AKE')
  assert.ok(config.notify.classes.has('n'))
})

test('Config shows a port that the server found', () => {
  const config = new Config()
  config.put('port', ascii('12345'))
  assert.equal(config.value('port'), '12345')
})

test('Config goes back when the system, asked about a new value, refuses it', async () => {
  const config = new Config()
  const heard: string[] = []
  config.onChange('port', () => {
    heard.push(config.value('port'))
    return Promise.resolve(config.value('port') === '1' ? 'taken' : undefined)
  })
  const refused = await config.set([
    [ascii('maxmemory'), ascii('100')],
    [ascii('port'), ascii('1')],
  ])
  assert.match(refused!.message, /'port'\) - taken$/)
  assert.deepEqual(heard, ['1', '6379'])
  assert.deepEqual([config.value('port'), config.value('maxmemory')], ['6379', '0'])
  assert.equal(await config.set([[ascii('port'), ascii('2')]]), undefined)
  assert.equal(config.value('port'), '2')
})

test('Config lets protected parameters be set by whom it is told may do so', () => {
  const config = new Config()
  assert.match(
    refusal(() => set(config, 'dbfilename', 'x')),
    /can't set protected config/,
  )
  config.set([[ascii('dbfilename'), ascii('x')]], true)
  assert.equal(config.value('dbfilename'), 'x')
})

test('Config finds by name as it was written, and by pattern, each once', () => {
  const config = new Config()
  const names = (...patterns: string[]): string[] => [
    ...config.match(patterns.map((pattern) => ascii(pattern))).keys(),
  ]
  assert.deepEqual(names('HZ', 'hz', 'h[z]'), ['HZ'])
  assert.deepEqual(names('*-max-intset-*', 'set-max-intset-entries'), ['set-max-intset-entries'])
  assert.deepEqual(names('lua-time-limit'), ['lua-time-limit'])
  assert.deepEqual(names('key-load-d*', 'nosuch'), [])
  assert.deepEqual(names('key-load-delay'), ['key-load-delay'])
  assert.equal(names('*').length, 192)
})

test('dir must be a folder that is there, and is shown whole', () => {
  const config = new Config({ dir: '/' })
  const set = (value: string): string => {
    try {
      config.set([[fromUtf8('dir'), fromUtf8(value)]], true)
    } catch (error) {
      return (error as CommandError).message
    }
    return config.value('dir')
  }
  const refused = "CONFIG SET failed (possibly related to argument 'dir') - "
  assert.equal(set('tmp//../tmp/'), '/tmp')
  assert.equal(set('..'), '/')
  assert.equal(set('/nonexistent'), `${refused}No such file or directory`)
  assert.equal(set(''), `${refused}No such file or directory`)
  assert.equal(set('/etc/passwd'), `${refused}Not a directory`)
  assert.throws(() => new Config({ dir: '/nonexistent' }), { code: 'ERR_CONFIG_VALUE' })
})
