// ioredis and its kin: `node ioredis.mjs PACKAGE PORT`.

import { check, checkRefused, done, port } from './check.mjs'

const { Redis } = await import(process.argv[2])
const client = new Redis(port)
const other = client.duplicate()

async function pipelines() {
  const replies = await client.pipeline().set('word', 'x').incr('word').incrby('n', 42).exec()
  check('SET in a pipeline', replies[0], [null, 'OK'])
  checkRefused('INCR of a word', replies[1][0], 'ERR value is not an integer or out of range')
  check('INCRBY in a pipeline', replies[2], [null, 42])
}

async function transactions() {
  check('EXEC', await client.multi().incr('n').get('n').exec(), [
    [null, 43],
    [null, '43'],
  ])
  await client.watch('n')
  await other.incr('n')
  check('EXEC after a change', await client.multi().get('n').exec(), null)
}

async function messages() {
  const subscriber = client.duplicate()
  const came = new Promise((resolve) => {
    subscriber.on('message', (...message) => resolve(message))
  })
  check('SUBSCRIBE', await subscriber.subscribe('news'), 1)
  check('PUBLISH', await client.publish('news', 'grüße'), 1)
  check('a message', await came, ['news', 'grüße'])
  await subscriber.quit()
}

async function scripts() {
  const script = "return {KEYS[1], ARGV[1], redis.call('GET', KEYS[1])}"
  check('EVAL', await client.eval(script, 1, 'word', 'a'), ['word', 'a', 'x'])
  client.defineCommand('both', { numberOfKeys: 1, lua: script })
  check('a command of its own', await client.both('word', 'b'), ['word', 'b', 'x'])
  const unknown = client.evalsha('0'.repeat(40), 0)
  checkRefused('EVALSHA', await unknown.catch((error) => error), 'NOSCRIPT No matching script')
}

async function streams() {
  await client.xgroup('CREATE', 'log', 'readers', '0', 'MKSTREAM')
  check('XADD', await client.xadd('log', '1-1', 'what', 'made'), '1-1')
  const read = ['GROUP', 'readers', 'one', 'BLOCK', 1000, 'STREAMS', 'log', '>']
  const entries = [['log', [['1-1', ['what', 'made']]]]]
  check('XREADGROUP', await client.xreadgroup(...read), entries)
  check('XPENDING', await client.xpending('log', 'readers'), [1, '1-1', '1-1', [['one', '1']]])
  check('XACK', await client.xack('log', 'readers', '1-1'), 1)
}

async function blocking() {
  check('BLPOP in vain', await client.blpop('queue', 0.01), null)
  const waiting = client.blpop('queue', 0)
  await other.rpush('queue', 'job')
  check('BLPOP', await waiting, ['queue', 'job'])
}

for (const part of [pipelines, transactions, messages, scripts, streams, blocking]) await part()
await Promise.all([client.quit(), other.quit()])
done()
