// valkey-glide: `node client.mjs PORT`.

import { Batch, GlideClient, GlideClientConfiguration, Script } from '@valkey/valkey-glide'
import { check, checkRefused, done, port } from '../node/check.mjs'

const addresses = [{ host: '127.0.0.1', port }]
const client = await GlideClient.createClient({ addresses })
const other = await GlideClient.createClient({ addresses })

async function pipelines() {
  const batch = new Batch(false).set('word', 'x').incr('word').incrBy('n', 42)
  const [set, incr, incrBy] = await client.exec(batch, false)
  check('SET in a pipeline', set, 'OK')
  checkRefused('INCR of a word', incr, 'alue is not an integer or out of range')
  check('INCRBY in a pipeline', incrBy, 42)
}

async function transactions() {
  check('EXEC', await client.exec(new Batch(true).incr('n').get('n'), true), [43, '43'])
  await client.watch(['n'])
  await other.incr('n')
  check('EXEC after a change', await client.exec(new Batch(true).get('n'), true), null)
}

async function messages() {
  const { Exact } = GlideClientConfiguration.PubSubChannelModes
  const subscriber = await GlideClient.createClient({
    addresses,
    pubsubSubscriptions: { channelsAndPatterns: { [Exact]: new Set(['news']) } },
  })
  check('PUBLISH', await client.publish('grüße', 'news'), 1)
  const { channel, message } = await subscriber.getPubSubMessage()
  check('a message', [channel, message], ['news', 'grüße'])
  subscriber.close()
}

async function scripts() {
  const script = new Script("return {KEYS[1], ARGV[1], redis.call('GET', KEYS[1])}")
  const reply = await client.invokeScript(script, { keys: ['word'], args: ['a'] })
  check('EVALSHA, then SCRIPT LOAD', reply, ['word', 'a', 'x'])
  const unknown = client.customCommand(['EVALSHA', '0'.repeat(40), '0'])
  checkRefused('EVALSHA', await unknown.catch((error) => error), 'No matching script')
}

async function streams() {
  await client.xgroupCreate('log', 'readers', '0', { mkStream: true })
  check('XADD', await client.xadd('log', [['what', 'made']], { id: '1-1' }), '1-1')
  const read = await client.xreadgroup('readers', 'one', { log: '>' }, { block: 1000 })
  check('XREADGROUP', read, [{ key: 'log', value: { '1-1': [['what', 'made']] } }])
  check('XPENDING', await client.xpending('log', 'readers'), [1, '1-1', '1-1', [['one', '1']]])
  check('XACK', await client.xack('log', 'readers', ['1-1']), 1)
}

async function blocking() {
  check('BLPOP in vain', await client.blpop(['queue'], 0.01), null)
  const waiting = client.blpop(['queue'], 0)
  await other.rpush('queue', ['job'])
  check('BLPOP', await waiting, ['queue', 'job'])
}

for (const part of [pipelines, transactions, messages, scripts, streams, blocking]) await part()
client.close()
other.close()
done()
