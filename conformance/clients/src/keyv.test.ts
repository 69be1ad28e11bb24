import { strict as assert } from 'node:assert'
import KeyvRedis from '@keyv/redis'
import { startServer } from '@resident/embedded'
import Keyv from 'keyv'
import { test } from 'vitest'

test('keyv stores, finds, forgets in time and clears its namespace in Resident', async () => {
  await using server = await startServer()
  const keyv = new Keyv(new KeyvRedis(server.url), { namespace: 'users' })
  keyv.on('error', (error: Error) => assert.fail(error))

  assert.equal(await keyv.set('ada', { born: 1815 }), true)
  assert.deepEqual(await keyv.get('ada'), { born: 1815 })
  assert.equal(await keyv.get('nobody'), undefined)
  assert.equal(await keyv.delete('ada'), true)
  assert.equal(await keyv.get('ada'), undefined)

  await keyv.set('brief', 'here', 60_000)
  assert.equal(await keyv.has('brief'), true)
  server.clock.advance(60_001)
  assert.equal(await keyv.has('brief'), false)

  for (let i = 0; i < 100; i++) await keyv.set(`user:${i}`, i)
  await keyv.clear()
  assert.equal(await keyv.get('user:7'), undefined)
  await keyv.disconnect()
})
