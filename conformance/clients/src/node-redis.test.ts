import { strict as assert } from 'node:assert'
import { type Resident, startServer } from '@resident/embedded'
import { createClient as createClient6 } from 'redis'
import { createClient as createClient5 } from 'redis5'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { warningsDuring } from './warnings.ts'

let server: Resident

beforeAll(async () => {
  server = await startServer()
})

afterAll(() => server.close())

/** The newest major's client stands for all: what the tests call is the same in each. */
const newest = () => createClient6({ url: server.url })
type Client = ReturnType<typeof newest>

const versions: Record<string, () => Client> = {
  'node-redis 6': newest,
  'node-redis 5': () => createClient5({ url: server.url }) as unknown as Client,
  'node-redis 6 over RESP2': () => createClient6({ url: server.url, RESP: 2 }) as unknown as Client,
}

for (const [name, create] of Object.entries(versions)) {
  describe(name, () => {
    const connect = async (): Promise<Client> => {
      const client = create()
      client.on('error', (error: Error) => assert.fail(error))
      await client.connect()
      return client
    }

    test('connects with its defaults and warns of nothing', async () => {
      const warnings = await warningsDuring(async () => {
        const client = await connect()
        assert.equal(await client.ping(), 'PONG')
        await client.close()
      })
      assert.deepEqual(warnings, [])
    })

    test('reads back what it wrote', async () => {
      const client = await connect()
      assert.equal(await client.set('grüße', 'schön', { PX: 100_000 }), 'OK')
      assert.equal(await client.get('grüße'), 'schön')
      assert.equal(await client.get('missing'), null)
      assert.ok((await client.pTTL('grüße')) > 90_000)
      client.destroy()
    })

    test('a transaction gives its replies together', async () => {
      const client = await connect()
      await client.del('n')
      const replies = await client.multi().incr('n').incrBy('n', 41).get('n').exec()
      assert.deepEqual(replies as unknown, [1, 42, '42'])
      client.destroy()
    })

    test('iterates over the keys', async () => {
      const client = await connect()
      await client.flushDb()
      for (let i = 0; i < 50; i++) await client.set(`key:${i}`, 'v')
      const seen = new Set<string>()
      for await (const keys of client.scanIterator({ MATCH: 'key:*', COUNT: 7 })) {
        for (const key of [keys].flat() as string[]) seen.add(key)
      }
      assert.equal(seen.size, 50)
      client.destroy()
    })
  })
}
