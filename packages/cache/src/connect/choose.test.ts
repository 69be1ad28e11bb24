import { strict as assert } from 'node:assert'
// Caches load it when they need it: here it is loaded before the first test's time begins.
import '@resident/embedded'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, test } from 'vitest'
import { CacheCluster, CacheError, closeCaches, configureCaches, StringKeyspace } from '../index.ts'
import { parseAddress } from './address.ts'
import { Choice } from './choose.ts'
import type { Environment } from './fields.ts'
import type { CacheSettings } from './settings.ts'

const empty = mkdtempSync(join(tmpdir(), 'resident-choice-'))
afterAll(() => rmSync(empty, { recursive: true }))

function choice(
  code: CacheSettings = {},
  environment: Environment = {},
  directory = empty,
): Promise<Choice> {
  return Choice.from(code, environment, directory)
}

/** A directory with one file in it. */
function directoryWith(name: string, text: string): string {
  const directory = mkdtempSync(join(empty, 'd-'))
  writeFileSync(join(directory, name), text)
  return directory
}

async function refusalOf(settings: unknown, environment: Environment = {}): Promise<string> {
  const code = { redis: { users: settings } } as CacheSettings
  try {
    ;(await choice(code, environment)).targetOf('users')
  } catch (error) {
    assert.ok(error instanceof CacheError)
    assert.equal(error.code, 'CONFIG')
    return error.message
  }
  throw new Error('it was accepted')
}

describe('where a cluster is', () => {
  test('nowhere, where nothing says so: the error names the cluster and the ways to say it', async () => {
    const nothing = await choice({ redis: { other: { in_memory: true } } })
    assert.throws(
      () => nothing.targetOf('my-users'),
      (error) => {
        assert.ok(error instanceof CacheError)
        assert.equal(error.code, 'NOT_CONFIGURED')
        assert.match(error.message, /'my-users' is not configured/)
        assert.match(error.message, /RESIDENT_CACHE_MY_USERS=redis:/)
        assert.match(error.message, /resident\.config\.json/)
        assert.match(error.message, /Configured are: other/)
        return true
      },
    )
  })

  test('embedded while testing, whatever is configured, unless testing is switched off', async () => {
    const settings: CacheSettings = { redis: { users: { host: 'redis.example' } } }
    const kind = async (code: CacheSettings, environment: Environment): Promise<string> =>
      (await choice(code, environment)).targetOf('users').place.kind
    assert.equal(await kind(settings, { NODE_ENV: 'test' }), 'embedded')
    assert.equal(await kind({}, { NODE_ENV: 'test' }), 'embedded')
    assert.equal(await kind(settings, { NODE_ENV: 'production' }), 'server')
    assert.equal(await kind({ ...settings, testing: false }, { NODE_ENV: 'test' }), 'server')
    assert.equal(await kind(settings, { NODE_ENV: 'test', RESIDENT_TESTING: 'false' }), 'server')
    assert.equal(await kind(settings, { RESIDENT_TESTING: '1' }), 'embedded')
  })

  test('embedded while testing needs no secret of the configured server, and keeps the bounds of in_memory', async () => {
    const password = { $env: 'NONE' }
    const settings: CacheSettings = {
      redis: {
        users: { host: 'redis.example', auth: { type: 'auth_string', auth_string: password } },
        small: { in_memory: { max_keys: 5 } },
      },
    }
    const testing = await choice(settings, { NODE_ENV: 'test' })
    assert.deepEqual(testing.targetOf('users').place, { kind: 'embedded' })
    assert.deepEqual(testing.targetOf('small').place, { kind: 'embedded', maxKeys: 5 })
    const live = await choice(settings)
    assert.throws(() => live.targetOf('users'), { code: 'CONFIG' })
  })

  test('what is wrong about another cluster is of no concern until that one is used', async () => {
    const two = await choice({
      redis: { users: { host: 'h' }, orders: { host: 'h', key_prefix: { $env: 'NONE' } as never } },
    })
    assert.ok(two.targetOf('users'))
    assert.throws(() => two.targetOf('orders'), { code: 'CONFIG', message: /variable NONE/ })
  })

  test('in_memory is one cluster’s; others are not embedded for it', async () => {
    const some = await choice({ redis: { a: { in_memory: { max_memory: '10mb', max_keys: 5 } } } })
    assert.deepEqual(some.targetOf('a').place, {
      kind: 'embedded',
      maxMemory: '10mb',
      maxKeys: 5,
    })
    assert.throws(() => some.targetOf('b'), { code: 'NOT_CONFIGURED' })
  })

  test('code goes before the cluster’s variable, that before RESIDENT_CACHES, that before the file', async () => {
    const file = JSON.stringify({ redis: { users: { host: 'file' } }, transport: 'tcp' })
    const directory = directoryWith('resident.config.json', file)
    const caches = JSON.stringify({ redis: { users: { host: 'caches' } } })
    const hostOf = async (code: CacheSettings, environment: Environment): Promise<unknown> => {
      const { place } = (await choice(code, environment, directory)).targetOf('users')
      return place.kind === 'server' && 'host' in place.address && place.address.host
    }
    const variable = { RESIDENT_CACHE_USERS: 'redis://variable', RESIDENT_CACHES: caches }
    assert.equal(await hostOf({}, {}), 'file')
    assert.equal(await hostOf({}, { RESIDENT_CACHES: caches }), 'caches')
    assert.equal(await hostOf({}, variable), 'variable')
    assert.equal(await hostOf({ redis: { users: { host: 'code' } } }, variable), 'code')
    assert.equal((await choice({}, {}, directory)).transport, 'tcp')
    assert.equal(
      (await choice({}, { RESIDENT_TRANSPORT: 'in-process' }, directory)).transport,
      'in-process',
    )
  })

  test('files may be modules; RESIDENT_CONFIG names one', async () => {
    const module = "export default { redis: { users: { host: process.env.NOBODY ?? 'module' } } }"
    const directory = directoryWith('resident.config.mjs', module)
    assert.equal((await choice({}, {}, directory)).targetOf('users').place.kind, 'server')
    const named = { RESIDENT_CONFIG: join(directory, 'resident.config.mjs') }
    assert.equal((await choice({}, named)).targetOf('users').place.kind, 'server')
    await assert.rejects(choice({}, { RESIDENT_CONFIG: 'none.json' }), {
      code: 'CONFIG',
      message: /none\.json cannot be loaded: ENOENT/,
    })
    await assert.rejects(choice({}, {}, directoryWith('resident.config.json', '{')), {
      code: 'CONFIG',
    })
  })
})

describe('settings', () => {
  test('are those of the self-host JSON, with secrets from the environment', async () => {
    const settings: CacheSettings = {
      redis: {
        users: {
          host: 'redis.example:6380',
          database_index: 3,
          auth: { type: 'acl', username: 'app', password: { $env: 'SECRET' } },
          key_prefix: 'u:',
          tls_config: { ca: 'PEM', client_cert: { cert: 'C', key: { $env: 'KEY' } } },
          min_connections: 1,
          max_connections: 50,
        },
      },
    }
    const target = (await choice(settings, { SECRET: 's3cret\n', KEY: 'K' })).targetOf('users')
    assert.deepEqual(target.place, {
      kind: 'server',
      address: { host: 'redis.example', port: 6380 },
    })
    assert.deepEqual(target.auth, { username: 'app', password: 's3cret' })
    assert.deepEqual(target.tls, {
      ca: 'PEM',
      cert: 'C',
      key: 'K',
      rejectUnauthorized: true,
      checksName: true,
    })
    assert.deepEqual([target.database, target.prefix], [3, 'u:'])
    assert.deepEqual(target.connections, { most: 50, least: 1 })
  })

  test('say where Sentinels’ and nodes’ addresses lead from here', async () => {
    const nat_map = { '10.0.0.1:6379': 'outside:7001', '10.0.0.2:6379': '[::1]:7002' }
    const natMap = {
      '10.0.0.1:6379': { host: 'outside', port: 7001 },
      '10.0.0.2:6379': { host: '::1', port: 7002 },
    }
    const placeOf = async (settings: object): Promise<object> =>
      (await choice({ redis: { users: settings } })).targetOf('users').place
    assert.deepEqual(await placeOf({ cluster: { nodes: ['outside:7001'], nat_map } }), {
      kind: 'cluster',
      nodes: [{ host: 'outside', port: 7001 }],
      natMap,
    })
    assert.deepEqual(
      await placeOf({
        sentinel: {
          name: 'main',
          nodes: ['outside'],
          auth: { type: 'acl', username: 'watcher', password: 'w' },
          nat_map,
        },
        tls_config: {},
      }),
      {
        kind: 'sentinel',
        name: 'main',
        nodes: [{ host: 'outside', port: 26379 }],
        auth: { username: 'watcher', password: 'w' },
        tls: true,
        natMap,
      },
    )
    const inCluster = (map: object): object => ({ cluster: { nodes: ['h'], nat_map: map } })
    assert.match(
      await refusalOf(inCluster({ a: 'b:1' })),
      /nat_map\.a must be a name with its port/,
    )
    assert.match(await refusalOf(inCluster({ 'a:1': '/b' })), /nat_map\.a:1 must be a network/)
  })

  test('have defaults: no TLS, database 0, the cluster’s name before keys', async () => {
    const target = (await choice({ redis: { users: { host: 'h' } } })).targetOf('users')
    assert.equal(target.tls, undefined)
    assert.equal(target.auth, undefined)
    assert.deepEqual([target.database, target.prefix], [0, 'users/'])
    assert.deepEqual(target.connections, { most: 1, least: 0 })
  })

  test('that are wrong are refused by name', async () => {
    assert.match(await refusalOf({}), /users\.host is missing/)
    assert.match(await refusalOf({ host: 'h', in_memory: true }), /one of several places/)
    assert.match(await refusalOf({ hots: 'h', in_memory: true }), /users\.hots is unknown/)
    assert.match(await refusalOf({ host: 'h:99999' }), /users\.host must be/)
    assert.match(await refusalOf({ host: 'h', database_index: -1 }), /database_index must be/)
    assert.match(await refusalOf({ host: 'h', auth: { type: 'x' } }), /auth\.type must be/)
    assert.match(
      await refusalOf({ host: 'h', auth: { type: 'auth_string', auth_string: { $env: 'NONE' } } }),
      /auth_string needs the environment variable NONE/,
    )
    assert.match(await refusalOf({ host: 'h', tls_config: { ca: { $file: '/none' } } }), /\/none/)
    assert.match(await refusalOf({ cluster: { nodes: [] } }), /nodes must be a list/)
    assert.match(
      await refusalOf({ cluster: { nodes: ['h'] }, database_index: 1 }),
      /Redis Cluster has no other database/,
    )
    assert.match(
      await refusalOf({ host: 'h', min_connections: 2 }),
      /min_connections must be no more than max_connections, which is 1/,
    )
    assert.match(await refusalOf({ host: 'h', max_connections: -1 }), /max_connections must be/)
    assert.match(await refusalOf({ sentinel: { nodes: ['h'] } }), /sentinel\.name is missing/)
    await assert.rejects(choice({ transport: 'udp' } as never), { code: 'CONFIG' })
    await assert.rejects(choice({ rediss: {} } as never), { code: 'CONFIG' })
    for (const json of ['{', 'null', '5', '"users"', '[{"redis":{}}]']) {
      await assert.rejects(choice({}, { RESIDENT_CACHES: json }), { code: 'CONFIG' }, json)
    }
    await assert.rejects(choice({}, { RESIDENT_TRANSPORT: 'udp' }), {
      code: 'CONFIG',
      message: /^RESIDENT_TRANSPORT must be/,
    })
    await assert.rejects(choice({}, {}, directoryWith('resident.config.json', 'null')), {
      code: 'CONFIG',
    })
    assert.match(await refusalOf(null), /redis\.users must be an object/)
    assert.match(await refusalOf({ in_memory: 1 }), /in_memory must be/)
    assert.match(await refusalOf({ in_memory: null }), /in_memory must be/)
    await assert.rejects(choice({}, { RESIDENT_TESTING: 'maybe' }), { code: 'CONFIG' })
  })

  test('by which keys of two clusters could meet are refused, naming both', async () => {
    const two = (a: object, b: object): Promise<Choice> =>
      choice({ redis: { users: { host: 'h', ...a }, orders: { host: 'h', ...b } } })
    const meeting = await two({ key_prefix: 'x' }, { key_prefix: 'x/y' })
    assert.throws(() => meeting.targetOf('users'), {
      code: 'CONFIG',
      message: /'users' and 'orders'/,
    })
    const bare = await two({ key_prefix: '' }, {})
    assert.throws(() => bare.targetOf('orders'), { code: 'CONFIG' })
    const variables = await choice(
      {},
      {
        RESIDENT_CACHE_USERS: '{"host":"h","key_prefix":"x"}',
        RESIDENT_CACHE_ORDERS: '{"host":"h","key_prefix":"x"}',
      },
    )
    assert.ok(variables.targetOf('users'))
    assert.throws(() => variables.targetOf('orders'), { message: /'orders' and 'users'/ })
    assert.ok((await two({}, {})).targetOf('users'))
    assert.ok(
      (await two({ key_prefix: '' }, { key_prefix: '', database_index: 1 })).targetOf('users'),
    )
  })
})

describe('one cluster’s variable', () => {
  const targetOf = async (url: string): Promise<ReturnType<Choice['targetOf']>> =>
    (await choice({}, { RESIDENT_CACHE_USERS: url })).targetOf('users')

  test('may be a URL of any kind of server', async () => {
    const single = await targetOf('rediss://app:p%40ss@[::1]:7000/2')
    assert.deepEqual(single.place, { kind: 'server', address: { host: '::1', port: 7000 } })
    assert.deepEqual(single.auth, { username: 'app', password: 'p@ss' })
    assert.ok(single.tls)
    assert.equal(single.database, 2)
    assert.deepEqual((await targetOf('redis://:pw@h')).auth, {
      username: undefined,
      password: 'pw',
    })
    // As anyone writes it who does not know that '@' should be '%40' there.
    const careless = await targetOf('redis://app:p@ss@h')
    assert.deepEqual(careless.auth, { username: 'app', password: 'p@ss' })
    assert.deepEqual(careless.place, { kind: 'server', address: { host: 'h', port: 6379 } })
    const unnamed = { type: 'acl', username: ' ', password: 'pw\n' }
    assert.deepEqual((await targetOf(JSON.stringify({ host: 'h', auth: unnamed }))).auth, {
      username: undefined,
      password: 'pw',
    })
    assert.deepEqual((await targetOf('unix:///run/redis.sock')).place, {
      kind: 'server',
      address: { path: '/run/redis.sock' },
    })
    assert.deepEqual((await targetOf('redis+sentinel://a,b:27000/main/1')).place, {
      kind: 'sentinel',
      name: 'main',
      nodes: [
        { host: 'a', port: 26379 },
        { host: 'b', port: 27000 },
      ],
      auth: undefined,
      tls: false,
      natMap: undefined,
    })
    assert.deepEqual((await targetOf('redis+cluster://a:7001,b')).place, {
      kind: 'cluster',
      nodes: [
        { host: 'a', port: 7001 },
        { host: 'b', port: 6379 },
      ],
      natMap: undefined,
    })
    assert.equal((await targetOf('embedded')).place.kind, 'embedded')
    assert.equal((await targetOf('{"host":"h","key_prefix":"p/"}')).prefix, 'p/')
  })

  test('that is none is refused', async () => {
    for (const url of [
      'http://h',
      'redis://',
      'redis://a,b',
      'redis://h/x',
      'redis://%zz@h',
      'redis+sentinel://h/%zz',
      'redis://h:6379:1',
      'redis://a b',
      'redis://:secret@',
      'memory',
      '{"host":5}',
    ]) {
      await assert.rejects(targetOf(url), { code: 'CONFIG' }, url)
    }
  })

  test('addresses are names, IPv4, IPv6 or paths', () => {
    assert.deepEqual(parseAddress('h', 1), { host: 'h', port: 1 })
    assert.deepEqual(parseAddress('10.0.0.1:5', 1), { host: '10.0.0.1', port: 5 })
    assert.deepEqual(parseAddress('fe80::1', 1), { host: 'fe80::1', port: 1 })
    assert.deepEqual(parseAddress('[fe80::1]:5', 1), { host: 'fe80::1', port: 5 })
    assert.deepEqual(parseAddress('/a/b.sock', 1), { path: '/a/b.sock' })
    for (const none of ['', 'a b', 'h:', 'h:0', 'h:x', ':5'])
      assert.equal(parseAddress(none, 1), undefined)
  })
})

test('the first use of a cluster that is not configured fails; once it is, it works', async () => {
  const texts = new StringKeyspace(new CacheCluster('unheard-of'), { keyPattern: 'k/:id' })
  configureCaches({ testing: false })
  await assert.rejects(texts.get(1), {
    code: 'NOT_CONFIGURED',
    operation: 'get',
    key: 'k/1',
    message: /'unheard-of'/,
  })
  configureCaches({ testing: false, redis: { 'unheard-of': { in_memory: true } } })
  assert.equal(await texts.get(1), undefined)
  assert.throws(() => configureCaches({}), { code: 'CONFIG', message: /in use already/ })
  await closeCaches()
})

test('an embedded cluster keeps to its bound, by its own policy', async () => {
  const bounded = new StringKeyspace(new CacheCluster('bounded'), { keyPattern: 'k/:id' })
  const firm = new StringKeyspace(new CacheCluster('firm', { evictionPolicy: 'noeviction' }), {
    keyPattern: 'k/:id',
  })
  const bound = { in_memory: { max_keys: 5 } }
  configureCaches({ testing: false, redis: { bounded: bound, firm: bound } })
  const ids = Array.from({ length: 20 }, (_, id) => id)
  for (const id of ids) await bounded.set(id, 'x')
  const kept = (await bounded.multiGet(...ids)).filter((value) => value !== undefined)
  assert.ok(kept.length <= 5 && kept.length > 0)
  const refused = await Promise.allSettled(ids.map((id) => firm.set(id, 'x')))
  const errors = refused.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []))
  assert.ok(errors.length >= 14)
  assert.equal(errors[0].code, 'REDIS')
  assert.match(errors[0].message, /OOM/)
  await closeCaches()
})
