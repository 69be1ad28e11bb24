// node-redis: `node node-redis.mjs PACKAGE PORT`.

import { check, checkRefused, done, port } from './check.mjs'

const { createClient } = await import(process.argv[2])
const client = await connected(createClient({ url: `redis://127.0.0.1:${port}` }))
const other = await connected(client.duplicate())

async function connected(made) {
  made.on('error', (error) => {
    throw error
  })
  await made.connect()
  return made
}

async function pipelines() {
  const asked = [client.set('word', 'x'), client.incr('word'), client.incrBy('n', 42)]
  const [set, incr, incrBy] = await Promise.allSettled(asked)
  check('SET in a pipeline', set.value, 'OK')
  checkRefused('INCR of a word', incr.reason, 'ERR value is not an integer or out of range')
  check('INCRBY in a pipeline', incrBy.value, 42)
}

async function transactions() {
  check('EXEC', await client.multi().incr('n').get('n').exec(), [43, '43'])
  await client.watch('n')
  await other.incr('n')
  const dropped = client.multi().get('n').exec()
  checkRefused(
    'EXEC after a change',
    await dropped.catch((error) => error.constructor.name),
    'Watch',
  )
}

async function messages() {
  const subscriber = await connected(client.duplicate())
  const came = new Promise((resolve) => {
    subscriber.subscribe('news', (...message) => resolve(message)).then(publish)
  })
  async function publish() {
    check('PUBLISH', await client.publish('news', 'grüße'), 1)
  }
  check('a message', await came, ['grüße', 'news'])
  await subscriber.unsubscribe('news')
  await subscriber.quit()
}

async function scripts() {
  const script = "return {KEYS[1], ARGV[1], redis.call('GET', KEYS[1])}"
  const words = { keys: ['word'], arguments: ['a'] }
  check('EVAL', await client.eval(script, words), ['word', 'a', 'x'])
  const sha = await client.scriptLoad(script)
  check('EVALSHA', await client.evalSha(sha, words), ['word', 'a', 'x'])
  const unknown = client.evalSha('0'.repeat(40))
  checkRefused('EVALSHA', await unknown.catch((error) => error), 'NOSCRIPT No matching script')
}

async function streams() {
  await client.xGroupCreate('log', 'readers', '0', { MKSTREAM: true })
  check('XADD', await client.xAdd('log', '1-1', { what: 'made' }), '1-1')
  const source = { key: 'log', id: '>' }
  const [read] = await client.xReadGroup('readers', 'one', source, { BLOCK: 1000, COUNT: 9 })
  const { id, message } = read.messages[0]
  check('XREADGROUP', [read.name, id, message], ['log', '1-1', { what: 'made' }])
  const { pending, firstId } = await client.xPending('log', 'readers')
  check('XPENDING', [pending, firstId], [1, '1-1'])
  check('XACK', await client.xAck('log', 'readers', '1-1'), 1)
}

async function blocking() {
  check('BLPOP in vain', await client.blPop('queue', 0.01), null)
  const waiting = client.blPop('queue', 0)
  await other.rPush('queue', 'job')
  check('BLPOP', await waiting, { key: 'queue', element: 'job' })
}

for (const part of [pipelines, transactions, messages, scripts, streams, blocking]) await part()
await Promise.all([client.quit(), other.quit()])
done()
