import { strict as assert } from 'node:assert'
import { ioredisOptions, type Resident, startServer } from '@resident/embedded'
import { Redis as Redis6 } from 'ioredis'
import { Redis as Redis5 } from 'ioredis5'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { warningsDuring } from './warnings.ts'

let server: Resident

beforeAll(async () => {
  server = await startServer()
})

afterAll(() => server.close())

const versions = {
  'ioredis 6': () => new Redis6(server.url),
  'ioredis 5': () => new Redis5(server.url) as unknown as Redis6,
  'ioredis 6, in process': () => new Redis6(ioredisOptions(server)),
  'ioredis 5, in process': () => new Redis5(ioredisOptions(server)) as unknown as Redis6,
}

for (const [name, connect] of Object.entries(versions)) {
  describe(name, () => {
    test('connects with its defaults, warns of nothing and becomes ready', async () => {
      const warnings = await warningsDuring(async () => {
        const client = connect()
        await client.ping()
        assert.equal(client.status, 'ready')
        await client.quit()
      })
      assert.deepEqual(warnings, [])
    })

    test('reads back what it wrote, text and bytes', async () => {
      const client = connect()
      const bytes = Buffer.from([0, 13, 10, 127, 128, 255])
      assert.equal(await client.set('grüße', 'schön', 'EX', 100), 'OK')
      assert.equal(await client.get('grüße'), 'schön')
      await client.set('bytes', bytes)
      assert.deepEqual(await client.getBuffer('bytes'), bytes)
      assert.equal(await client.get('missing'), null)
      client.disconnect()
    })

    test('answers a pipeline in order, refusals in their places', async () => {
      const client = connect()
      await client.set('word', 'x')
      const replies = await client
        .pipeline()
        .incr('counter')
        .incr('word')
        .mget('word', 'none')
        .exec()
      assert.deepEqual(replies?.[0], [null, 1])
      assert.match(String(replies?.[1]?.[0]), /ERR value is not an integer or out of range/)
      assert.deepEqual(replies?.[2], [null, ['x', null]])
      await client.del('counter')
      client.disconnect()
    })

    test('a transaction is dropped when a watched key has changed', async () => {
      const client = connect()
      const other = connect()
      await client.watch('watched')
      await other.set('watched', 'theirs')
      assert.equal(await client.multi().set('watched', 'mine').exec(), null)
      assert.equal(await client.get('watched'), 'theirs')
      client.disconnect()
      other.disconnect()
    })

    test('scans every key by a stream', async () => {
      const client = connect()
      await client.flushdb()
      const wanted = Array.from({ length: 300 }, (_, i) => `key:${i}`)
      await client.mset(...wanted.flatMap((key) => [key, 'v']))
      const seen = new Set<string>()
      for await (const keys of client.scanStream({ match: 'key:*', count: 20 })) {
        for (const key of keys as string[]) seen.add(key)
      }
      assert.deepEqual([...seen].sort(), wanted.sort())
      client.disconnect()
    })
  })
}
