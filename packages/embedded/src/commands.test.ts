import { strict as assert } from 'node:assert'
import { fromUtf8 } from '@resident/bytes'
import { test } from 'vitest'
import { type Command, startServer } from './index.ts'
import { Session } from './testing/session.ts'

const shout: Command = {
  name: 'shout',
  group: 'string',
  since: '1.0.0',
  arity: 2,
  flags: ['readonly', 'fast'],
  run(client, argv, reply) {
    const value = client.db.read(argv[1]!, 'string')
    if (value === undefined) reply.null()
    else reply.bulk(fromUtf8(String(value).toUpperCase()))
  },
}

test('commands of one’s own stand beside Redis’s: arity, COMMAND, MULTI and scripts know them', async () => {
  await using redis = await startServer({ port: false, commands: [shout] })
  const client = new Session(redis)
  assert.equal(await client.say('SET k hello\nSHOUT k'), '+OK\r\n$5\r\nHELLO\r\n')
  assert.match(await client.say('SHOUT'), /wrong number of arguments for 'shout' command/)
  assert.equal(await client.say('MULTI\nSHOUT k\nEXEC'), '+OK\r\n+QUEUED\r\n*1\r\n$5\r\nHELLO\r\n')
  assert.equal(await client.say("EVAL \"return redis.call('SHOUT', 'k')\" 0"), '$5\r\nHELLO\r\n')
  assert.match(await client.say('COMMAND INFO shout'), /^\*1\r\n\*10\r\n\$5\r\nshout/)
  assert.match(await client.say('COMMAND DOCS shout'), /^\*2\r\n\$5\r\nshout/)
})

test('commands of one’s own may take the place of Redis’s', async () => {
  const ping: Command = {
    ...shout,
    name: 'ping',
    arity: 1,
    run: (_client, _argv, reply) => reply.status('PONK'),
  }
  await using redis = await startServer({ port: false, commands: [ping] })
  assert.equal(await new Session(redis).say('PING'), '+PONK\r\n')
})
