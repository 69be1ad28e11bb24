import { strict as assert } from 'node:assert'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { allCommands, CommandTable } from '@resident/commands'
import { afterEach, beforeEach, describe, test } from 'vitest'
import { checksBy } from './config-checks.ts'
import { type ConfigFile, ConfigFileError, readConfigFile } from './config-file.ts'

const CHECKS = checksBy(() => new CommandTable(allCommands))

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'resident-conf-'))
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

function read(text: string): ConfigFile {
  return readConfigFile({ text }, folder, CHECKS)
}

function messageOf(text: string): string {
  try {
    read(text)
  } catch (error) {
    if (error instanceof ConfigFileError) return error.message
    throw error
  }
  return ''
}

test('comments, blanks, quotes and capitals are as in redis.conf', () => {
  const { config } = read(`
# a comment
  PORT   7000
\trequirepass "a b\\x21\\n"
dbfilename 'it\\'s.rdb'
maxmemory 100mb\r
#save 1 1
`)
  assert.deepEqual(config, {
    port: '7000',
    requirepass: 'a b!\n',
    dbfilename: "it's.rdb",
    maxmemory: '104857600',
  })
})

test('the last word counts, save points add up, buffer limits change class by class', () => {
  const { config } = read(`port 1
port 2
save 900 1 300 10
save 60 10000
client-output-buffer-limit pubsub 32mb 8mb 60
client-output-buffer-limit normal 1kb 0 0
client-output-buffer-limit replica 1 2 3
bind 127.0.0.1 -::1
slave-priority 5`)
  assert.deepEqual(config, {
    port: '2',
    save: '900 1 300 10 60 10000',
    'client-output-buffer-limit': 'normal 1024 0 0 slave 1 2 3 pubsub 33554432 8388608 60',
    bind: '127.0.0.1 -::1',
    'replica-priority': '5',
  })
  assert.equal(read('save 900 1\nsave ""').config.save, '')
  assert.equal(read('save 900 1\nsave ""\nsave 1 2').config.save, '1 2')
})

test('include reads other files in that place, wildcards too', () => {
  mkdirSync(join(folder, 'conf.d'))
  writeFileSync(join(folder, 'conf.d/a.conf'), 'port 1\nmaxclients 10\n')
  writeFileSync(join(folder, 'conf.d/b.conf'), 'port 2\n')
  writeFileSync(join(folder, 'conf.d/b.txt'), 'port 3\n')
  const { config } = read('port 0\ninclude conf.d/*.conf\ninclude none.d/*\nmaxclients 20')
  assert.deepEqual(config, { port: '2', maxclients: '20' })
})

test('dir must be there, and is where later relative paths begin', () => {
  mkdirSync(join(folder, 'data'))
  writeFileSync(join(folder, 'data/more.conf'), 'port 9\n')
  const { config } = read('dir data\ninclude more.conf')
  assert.deepEqual(config, { dir: join(folder, 'data'), port: '9' })
})

test('a file comes first, then standard input, then options', () => {
  const file = join(folder, 'redis.conf')
  writeFileSync(file, 'port 1\nmaxclients 1\ntimeout 1')
  const { config } = readConfigFile({
    file,
    text: '\nmaxclients 2\ntimeout 2\n',
    options: 'timeout "3" ',
  })
  assert.deepEqual(config, { port: '1', maxclients: '2', timeout: '3' })
})

test('users and renamed commands are told apart from parameters', () => {
  const { users, renames } = read(
    'user alice on >pw ~a* +@all\nrename-command FLUSHALL ""\nrename-command config c0nf1g',
  )
  assert.deepEqual(users, { alice: 'on >pw ~a* +@all' })
  // A word with a blank stays one.
  assert.deepEqual(read('user bob ">a b" "~\\xff"').users, { bob: '">a b" "~\\xff"' })
  assert.deepEqual(renames, [
    ['FLUSHALL', ''],
    ['config', 'c0nf1g'],
  ])
})

test('what cannot be acted on is understood and named', () => {
  const { config, ignored } = read(
    'appendonly yes\nappendonly no\nreplicaof no one\nreplicaof 127.0.0.1 6379\nio-threads 4\nloadmodule /x.so a\nlist-max-ziplist-entries 3',
  )
  assert.deepEqual(config, { appendonly: 'no' })
  assert.deepEqual(ignored, [
    'appendonly yes',
    'replicaof 127.0.0.1 6379',
    'io-threads 4',
    'loadmodule /x.so a',
  ])
})

/** Lines with which redis-server does not start. */
const WRONG = [
  'port 1\n\nfoo bar',
  'save "1',
  'maxmemory-policy foo',
  'port x',
  'port 1 2',
  'port',
  'maxclients 0',
  'dbfilename a/b',
  'user',
  'sentinel monitor',
  'dir /nonexist',
  'logfile /nonexist/x',
  'save 1',
  'bind\nfoo',
  'lua-replicate-commands',
  'client-output-buffer-limit normal 1 2',
  'client-output-buffer-limit master 1 2 3',
  'include nothere.conf',
  'requirepass "\\xff" x',
  'foo "\\xc3\\xa9"',
  'rename-command a',
  'replicaof 127.0.0.1',
  'replicaof 127.0.0.1 abc',
  'replicaof 127.0.0.1 65536',
  'replicaof 127.0.0.1 -1',
  'replicaof 127.0.0.1 "1 "',
  'unixsocketperm 999',
  'appendonly maybe',
  'notify-keyspace-events Q',
  'latency-tracking-info-percentiles 101',
  'oom-score-adj-values 1 2',
  'proc-title-template {x}',
  'tls-auth-clients maybe',
  'user',
  'maxmemory 100mb\nuser alice foo',
  'user alice on +nosuch\nuser bob xx',
  'user alice on\nuser alice off',
  'user alice on\nuser bob +@nosuch\nmaxmemory xx',
  'user alice (+get ~a',
  'user alice on (+get ~a',
  'user alice on off +get (+get',
  'user alice on (+get (~a)',
  'user alice on (+get foo)',
  'user alice on (+get ~a bar) foo',
  'user alice (+get ~a) foo',
  'user alice on (+get ~*) (+set ~* ~x)',
  'user alice on )',
  'user alice #12',
  'user alice on !q',
  'user alice >p <q',
  'user alice "a b"',
  'user alice "on +get"',
  'user alice on %X~a',
  'user alice ~* ~a',
  'user alice on &* &a',
  'user default foo',
  'user ALICE on\nuser alice foo',
  'acl-pubsub-default allchannels\nuser alice &a',
  'user é on nix',
]

const hasOracle = spawnSync('redis-server', ['--version']).status === 0

describe.skipIf(!hasOracle)('a configuration that redis-server refuses', () => {
  for (const text of WRONG) {
    test(`is refused in its words: ${JSON.stringify(text)}`, () => {
      const file = join(folder, 'redis.conf')
      writeFileSync(file, text)
      const { stderr, stdout } = spawnSync('redis-server', [file], {
        cwd: folder,
        encoding: 'latin1',
        timeout: 5000,
      })
      const said = stderr + stdout.replace(/^\d+:C [^#]*# /gm, '')
      assert.equal(`${Buffer.from(messageOf(text), 'utf8').toString('latin1')}\n`, said)
    })
  }
})

test('a wrong line is named with its number', () => {
  assert.equal(
    messageOf('port 1\n\n  foo  bar \n'),
    "\n*** FATAL CONFIG FILE ERROR (Redis 7.0.15) ***\nReading the configuration file, at line 3\n>>> 'foo  bar'\nBad directive or wrong number of arguments",
  )
})
