import assert from 'node:assert/strict'
import { test } from 'node:test'
import { redisFor } from '@resident/testing/node-test'
import { Queue, QueueEvents, Worker } from 'bullmq'

test('BullMQ: a job that fails is tried again', async (t) => {
  const connection = { url: (await redisFor(t)).url }
  const queue = new Queue('mail', { connection })
  const events = new QueueEvents('mail', { connection })
  let tries = 0
  const worker = new Worker(
    'mail',
    async (job) => {
      if (++tries === 1) throw new Error('the post office is closed')
      return `sent to ${job.data.to}`
    },
    { connection },
  )
  t.after(() => Promise.all([worker.close(), events.close(), queue.close()]))
  await events.waitUntilReady()

  const job = await queue.add('welcome', { to: 'Ada' }, { attempts: 2 })
  assert.equal(await job.waitUntilFinished(events), 'sent to Ada')
  assert.equal(tries, 2)
})
