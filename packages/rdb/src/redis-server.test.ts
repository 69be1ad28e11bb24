import { strict as assert } from 'node:assert'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ascii, type Bytes } from '@resident/bytes'
import { mapEngine } from '@resident/engine-map'
import { defaultLimits } from '@resident/storage'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { build } from '../testing/build.ts'
import { cases } from '../testing/cases.ts'
import { dice } from '../testing/dice.ts'
import { mutate } from '../testing/mutate.ts'
import { oldPayloads } from '../testing/old-payloads.ts'
import { randomCommands } from '../testing/random-commands.ts'
import { findRedisServer, RedisError, RedisServer } from '../testing/redis-server.ts'
import {
  decodePayload,
  encodePayload,
  RdbFileReader,
  RdbFileWriter,
  type RdbValue,
} from './index.ts'

const limits = defaultLimits()
const INFO = { redisVersion: ascii('7.0.15'), createdAt: 1700000000, usedMemory: 1000000 }
const STREAMS = [15, 19]

describe.skipIf(findRedisServer() === undefined)('beside a real redis-server', () => {
  let server: RedisServer
  beforeAll(async () => {
    server = await RedisServer.start()
  })
  afterAll(() => server.stop())

  test('values made by chance are dumped as Redis dumps them, and restored as it restores them', async () => {
    const roll = dice(11)
    for (let round = 0; round < 1500; round++) {
      const commands = randomCommands(roll)
      await server.pipeline([['FLUSHALL'], ...commands])
      const asked = [
        ['DUMP', 'k'],
        ['DEBUG', 'DIGEST-VALUE', 'k'],
        ['OBJECT', 'ENCODING', 'k'],
      ]
      const [dump, digest, encoding] = await server.pipeline(asked)
      const theirs = ascii(dump as string)
      const ours = encodePayload(build(commands) as RdbValue, limits)
      const label = `round ${round}, ${commands[0]?.[0]}`
      // A hash table has an order of its own, and a list filled at its head its own nodes.
      const isFree = encoding === 'hashtable' || commands[0]?.[0] === 'LPUSH'
      if (!isFree) assert.equal(ours, theirs, label)

      const { value } = decodePayload(theirs, mapEngine, limits)
      const again = encodePayload(value as RdbValue, limits)
      const restored = await server.pipeline([
        ['RESTORE', 'ours', 0, ours],
        ['DEBUG', 'DIGEST-VALUE', 'ours'],
        ['RESTORE', 'again', 0, again],
        ['DEBUG', 'DIGEST-VALUE', 'again'],
      ])
      assert.deepEqual(restored, ['OK', digest, 'OK', digest], label)
    }
  })

  test('what Redis refuses with sanitize-dump-payload yes is refused, and little else', async () => {
    await server.pipeline([['FLUSHALL'], ['CONFIG', 'SET', 'sanitize-dump-payload', 'yes']])
    const roll = dice(12)
    const payloads = [...(await dumps()), ...Object.values(oldPayloads)]
    for (let round = 0; round < 6000; round++) {
      const payload = mutate(payloads[roll(payloads.length)] as Bytes, roll)
      const { value } = decodePayload(payload, mapEngine, limits)
      const reply = await server.call('RESTORE', 'theirs', 0, payload, 'REPLACE')
      const hex = Buffer.from(payload, 'latin1').toString('hex')
      if (reply instanceof RedisError) assert.equal(value, undefined, `accepted ${hex}`)
      // Ids that do not rise, an id above the last, a pending entry of two consumers: not for us.
      else if (value === undefined)
        assert.ok(STREAMS.includes(payload.charCodeAt(0)), `refused ${hex}`)
      else await assertSame(value, hex)
    }
    await server.call('CONFIG', 'SET', 'sanitize-dump-payload', 'no')
  })

  test('a file of Redis is read, written again, and loaded by Redis', async () => {
    await server.call('FLUSHALL')
    let db = 0
    for (const commands of Object.values(cases)) {
      const key = `key ${db}`
      await server.call('SELECT', db++ % 16)
      await server.pipeline(commands)
      await server.pipeline([
        ['RENAME', 'k', key],
        ['PEXPIREAT', key, 4102444800000 + (db % 3)],
      ])
    }
    await server.call('SELECT', 0)
    await server.call(
      'FUNCTION',
      'LOAD',
      "#!lua name=a\nredis.register_function('f', function() end)",
    )
    await server.call('SAVE')
    const asked = [
      ['DEBUG', 'DIGEST'],
      ['FUNCTION', 'DUMP'],
    ]
    const expected = await server.pipeline(asked)

    const file = readFileSync(join(server.folder, 'dump.rdb'))
    const loaded = await RedisServer.start(rewritten(file))
    assert.deepEqual(await loaded.pipeline(asked), expected)
    await loaded.stop()
  })

  /** Every case's payload. */
  async function dumps(): Promise<Bytes[]> {
    const all: Bytes[] = []
    for (const commands of Object.values(cases)) {
      await server.pipeline([['FLUSHALL'], ...commands])
      all.push(ascii((await server.call('DUMP', 'k')) as string))
    }
    return all.filter((payload) => payload.length < 3000)
  }

  /** The value is what Redis holds under the key theirs. */
  async function assertSame(value: RdbValue, label: string): Promise<void> {
    const [theirs, restored, ours] = await server.pipeline([
      ['DEBUG', 'DIGEST-VALUE', 'theirs'],
      ['RESTORE', 'ours', 0, encodePayload(value, limits), 'REPLACE'],
      ['DEBUG', 'DIGEST-VALUE', 'ours'],
    ])
    assert.deepEqual([restored, ours], ['OK', theirs], label)
  }
})

/** The file as we write what we read in it. */
function rewritten(file: Uint8Array): Uint8Array {
  const writer = new RdbFileWriter({ limits })
  writer.begin(INFO)
  let database = 0
  const reader = new RdbFileReader(
    {
      aux: () => {},
      library: (code) => writer.library(code),
      database: (index) => {
        database = index
      },
      sizes: (keys, expires) => writer.database(database, keys, expires),
      key: (key, value, facts) => writer.key(key, value, facts),
    },
    { engine: mapEngine, limits },
  )
  reader.push(file)
  assert.equal(reader.end(), undefined)
  writer.end()
  return writer.take()
}
