import { strict as assert } from 'node:assert'
import { test } from 'vitest'
import { parseCommandLine, WrongUsage } from './command-line.ts'
import { USAGE } from './usage.ts'

const serving = {
  kind: 'serve',
  file: undefined,
  port: undefined,
  hosts: undefined,
  engine: 'btree',
  control: false,
  dir: undefined,
  options: undefined,
}

test('serve alone takes every default', () => {
  assert.deepEqual(parseCommandLine(['serve']), serving)
})

test('serve takes a port, an address, an engine and a password', () => {
  assert.deepEqual(
    parseCommandLine([
      'serve',
      '--port',
      '0',
      '--bind',
      '::1',
      '--engine',
      'map',
      '--requirepass',
      'x',
    ]),
    { ...serving, port: 0, hosts: ['::1'], engine: 'map', options: 'requirepass "x"' },
  )
  assert.deepEqual(parseCommandLine(['serve', '--port=7000']), { ...serving, port: 7000 })
})

test('any other option is a parameter of redis.conf', () => {
  assert.deepEqual(
    parseCommandLine(['serve', '--maxmemory-policy', 'allkeys-lru', '--databases', '4']),
    {
      ...serving,
      options: 'maxmemory-policy "allkeys-lru"\ndatabases "4"',
    },
  )
})

test('options may have several values, and a file may come first', () => {
  assert.deepEqual(
    parseCommandLine(['serve', 'my.conf', '--save', '60', '1', '--bind', 'a', 'b']),
    {
      ...serving,
      file: 'my.conf',
      hosts: ['a', 'b'],
      options: 'save "60" "1"',
    },
  )
})

test('nothing at all, or a wish for help, prints how to use it; of a command, with examples', () => {
  assert.deepEqual(parseCommandLine([]), { kind: 'text', text: USAGE.all })
  assert.deepEqual(parseCommandLine(['-h']), { kind: 'text', text: USAGE.all })
  assert.deepEqual(parseCommandLine(['help']), { kind: 'text', text: USAGE.all })
  assert.deepEqual(parseCommandLine(['help', 'run']), { kind: 'text', text: USAGE.run })
  for (const verb of ['serve', 'run', 'monitor', 'dump', 'load'] as const) {
    assert.deepEqual(parseCommandLine([verb, '--help']), { kind: 'text', text: USAGE[verb] })
    assert.match(USAGE[verb], new RegExp(`\nExamples:\n  resident ${verb}`))
  }
})

test('run takes a program behind --, and the options of a server before', () => {
  const running = { ...serving, kind: 'run', env: 'REDIS_URL', load: undefined }
  assert.deepEqual(parseCommandLine(['run', '--', 'npm', 'test', '--', '-x']), {
    ...running,
    program: ['npm', 'test', '--', '-x'],
  })
  assert.deepEqual(
    parseCommandLine(['run', '--env', 'CACHE', '--control', '--load', 'a.rdb', '--', 'true']),
    { ...running, program: ['true'], env: 'CACHE', control: true, load: 'a.rdb' },
  )
  for (const program of [
    ['npm', 'test'],
    ['node', '--version'],
    ['node', '--test', '-h'],
  ]) {
    assert.deepEqual(parseCommandLine(['run', ...program]), { ...running, program })
  }
})

test('monitor, dump and load take an address; dump and load a file before it', () => {
  assert.deepEqual(parseCommandLine(['monitor']), { kind: 'monitor', url: undefined })
  assert.deepEqual(parseCommandLine(['dump', 'a.rdb', 'redis://h:1']), {
    kind: 'dump',
    file: 'a.rdb',
    url: 'redis://h:1',
    flush: false,
  })
  for (const argv of [
    ['a.rdb', '--flush'],
    ['--flush', 'a.rdb'],
  ]) {
    assert.deepEqual(parseCommandLine(['load', ...argv]), {
      kind: 'load',
      file: 'a.rdb',
      url: undefined,
      flush: true,
    })
  }
})

test('what makes no sense is said', () => {
  const wrong: Record<string, [string[], RegExp]> = {
    'an unknown command': [['fly'], /no command 'fly'/],
    'no command': [['--port', '1'], /say what to do/],
    'a port out of range': [['serve', '--port', '65536'], /'65536' is no port/],
    'a port that is a word': [['serve', '--port', 'http'], /'http' is no port/],
    'an unknown engine': [['serve', '--engine', 'rocks'], /map or btree/],
    'two files': [['serve', 'a', 'b'], /too many arguments: a b/],
    'no program': [['run'], /which program/],
    'no file': [['dump'], /which file/],
    'an option that there is not': [['dump', 'a', '--flush'], /there is no --flush/],
    'an option of another command': [['monitor', '--port'], /there is no --port/],
    'an option without its value': [['serve', '--port'], /--port needs a value$/],
    'an option that may not be one': [
      ['serve', '--frobnicate'],
      /--frobnicate needs a value, if there is such a parameter$/,
    ],
  }
  for (const [name, [argv, message]] of Object.entries(wrong)) {
    assert.throws(
      () => parseCommandLine(argv),
      (error) => error instanceof WrongUsage && message.test(error.message),
      name,
    )
  }
})
