import { strict as assert } from 'node:assert'
import { test } from 'vitest'
import { startServer } from './index.ts'
import { Session } from './testing/session.ts'

const FILL = 'DEBUG POPULATE 500\nSET mine v\nEXPIRE mine 100000'

async function filled(
  policy: string,
): Promise<{ client: Session; advance: () => void } & AsyncDisposable> {
  const redis = await startServer({
    port: false,
    seed: 1,
    cleanup: { everySeconds: 15, maxKeys: 100 },
    config: { 'maxmemory-policy': policy, 'enable-debug-command': 'yes' },
  })
  const client = new Session(redis)
  await client.say(FILL)
  return {
    client,
    advance: () => redis.clock.advance('15s'),
    [Symbol.asyncDispose]: () => redis.close(),
  }
}

test('cleanup leaves so many keys every so many seconds, as Encore’s embedded server does', async () => {
  await using redis = await filled('noeviction')
  assert.equal(await redis.client.say('DBSIZE'), ':501\r\n')
  redis.advance()
  // What would take long goes in slices.
  for (let turns = 0; turns < 100 && (await redis.client.say('DBSIZE')) !== ':100\r\n'; turns++);
  assert.equal(await redis.client.say('DBSIZE'), ':100\r\n')
})

test('cleanup takes first what maxmemory-policy would have go first', async () => {
  await using redis = await filled('volatile-ttl')
  redis.advance()
  assert.equal(await redis.client.say('EXISTS mine'), ':0\r\n')
  // What lasts is spared by the policy that was asked for.
  assert.equal(await redis.client.say('DBSIZE'), ':500\r\n')
})

test('cleanup is off by default', async () => {
  await using redis = await startServer({ port: false, config: { 'enable-debug-command': 'yes' } })
  const client = new Session(redis)
  await client.say(FILL)
  redis.clock.advance('1h')
  assert.equal(await client.say('DBSIZE'), ':501\r\n')
})

test('cleanup with a bound that makes no sense is refused', async () => {
  await assert.rejects(startServer({ port: false, cleanup: { everySeconds: 0, maxKeys: 1 } }), {
    code: 'ERR_CLEANUP',
  })
})
